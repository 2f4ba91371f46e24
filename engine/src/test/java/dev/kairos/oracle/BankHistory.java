package dev.kairos.oracle;

import dev.kairos.oracle.Customer.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What touchpoints have made of a customer of the retail bank: journeys and counters, said again by hand. */
final class BankHistory {

    private static final Map<String, String> ENDS_DISPUTE =
            Map.of("Dispute Resolved", "resolved", "Dispute Withdrawn", "withdrawn");

    private final List<Step> steps;
    private final Instant now;
    private final Map<String, Object> facts = new HashMap<>();

    private BankHistory(List<Step> steps, Instant now) {
        this.steps = steps;
        this.now = now;
    }

    /**
     * By the names of the properties; for somebody who is known.
     *
     * @param steps oldest first
     */
    static Map<String, Object> facts(List<Step> steps, Instant now) {
        BankHistory history = new BankHistory(steps, now);
        history.counters();
        history.purchase();
        history.service();
        history.dispute();
        return history.facts;
    }

    private void counters() {
        facts.put("productViews7d", within("Product Viewed", 7).size());
        facts.put("cartAdds7d", within("Product Added", 7).size());
        within("Product Added", 7).forEach(step -> facts.put("lastCartGroup", step.productGroup()));
        facts.put("failedPayments30d", within("Payment Failed", 30).size());
        facts.put("complaints90d", within("Complaint Received", 90).size());
        facts.put(
                "spent30d",
                within("Card Payment", 30).stream()
                        .mapToDouble(step -> Math.max(0, step.amount()))
                        .sum());
        Set<String> groups = new HashSet<>();
        for (Step step : within("Product Viewed", 30)) {
            groups.add(step.productGroup());
            facts.put("lastProductGroup", step.productGroup());
        }
        facts.put("productGroups30d", groups.size());
    }

    private List<Step> within(String event, int days) {
        return steps.stream()
                .filter(step -> step.event().equals(event) && !isOver(step.at(), days, now))
                .toList();
    }

    private void purchase() {
        String stage = null;
        Instant since = now;
        Instant previous = now;
        for (int i = 0; i <= steps.size(); i++) {
            Instant at = i == steps.size() ? now : steps.get(i).at();
            if ("consider".equals(stage) && isOver(previous, 14, at)) {
                stage = null;
            }
            if ("apply".equals(stage) && isOver(previous, 3, at)) {
                stage = "stalled";
                since = previous.plus(Duration.ofDays(3));
            }
            if ("stalled".equals(stage) && isOver(since, 30, at)) {
                stage = null;
            }
            if (i < steps.size()) {
                String next = purchaseAfter(stage, steps.get(i).event());
                since = Objects.equals(next, stage) ? since : at;
                stage = next;
                previous = at;
            }
        }
        at("purchase", stage, since);
    }

    private static @Nullable String purchaseAfter(@Nullable String stage, String event) {
        boolean outside = stage == null || Set.of("won", "declined").contains(stage);
        boolean applies = Set.of("apply", "stalled").contains(String.valueOf(stage));
        boolean reviewed = "review".equals(stage);
        return switch (event) {
            case "Product Viewed", "Product Added" -> outside ? "consider" : stage;
            case "Application Started" -> reviewed ? stage : "apply";
            case "Application Submitted" -> applies ? "review" : stage;
            case "Application Approved" -> reviewed ? "won" : stage;
            case "Application Declined" -> reviewed ? "declined" : stage;
            case "Application Withdrawn", "Cart Emptied" -> outside ? stage : null;
            default -> stage;
        };
    }

    private void service() {
        Instant asked = null;
        Instant answered = null;
        for (Step step : steps) {
            boolean isQuestion =
                    Set.of("Inquiry Received", "Complaint Received").contains(step.event());
            if (isQuestion && (asked == null || answered != null)) {
                asked = step.at();
                answered = null;
            } else if (step.event().equals("Inquiry Answered") && asked != null && answered == null) {
                answered = step.at();
            }
        }
        if (answered != null) {
            boolean closed = isOver(answered, 7, now);
            at("service", closed ? "closed" : "answered", closed ? answered.plus(Duration.ofDays(7)) : answered);
        } else if (asked != null) {
            boolean overdue = isOver(asked, 2, now);
            at("service", overdue ? "overdue" : "waiting", overdue ? asked.plus(Duration.ofDays(2)) : asked);
        }
    }

    /** No customer here goes back so far that a dispute lapses. */
    private void dispute() {
        Instant opened = null;
        Instant documents = null;
        String end = null;
        Instant ended = now;
        for (Step step : steps) {
            boolean underWay = opened != null && end == null;
            if (step.event().equals("Dispute Opened") && !underWay) {
                opened = step.at();
                documents = null;
                end = null;
            } else if (step.event().equals("Documents Received") && underWay && documents == null) {
                documents = step.at();
            } else if (ENDS_DISPUTE.containsKey(step.event()) && underWay) {
                end = ENDS_DISPUTE.get(step.event());
                ended = step.at();
            }
        }
        if (end != null) {
            at("dispute", end, ended);
        } else if (documents != null) {
            at("dispute", "review", documents);
        } else if (opened != null) {
            boolean late = isOver(opened, 7, now);
            at("dispute", late ? "evidence" : "open", late ? opened.plus(Duration.ofDays(7)) : opened);
        }
    }

    private void at(String journey, @Nullable String stage, Instant since) {
        if (stage != null) {
            facts.put(journey + "Stage", stage);
            facts.put(journey + "StageSince", since);
        }
    }

    private static boolean isOver(Instant from, int days, Instant at) {
        return Duration.between(from, at).compareTo(Duration.ofDays(days)) >= 0;
    }
}

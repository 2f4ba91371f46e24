package dev.kairos.rules;

/** Puts a Java compiler's messages into words that need no knowledge of what is generated. */
final class JavaMessages {

    private JavaMessages() {}

    static String plain(String message) {
        return message.replaceAll("^Syntax error, insert \"(.+?)\" to complete \\w+$", "'$1' is missing")
                .replaceAll("^Syntax error on token \"(.+?)\", delete this token$", "'$1' is not expected here")
                .replaceAll(
                        "^Syntax error on token \"(.+?)\", (.+?) expected( after this token)?$",
                        "'$1' is not expected here")
                .replaceAll(" (for|in) the type Consequences\\d+", "")
                .replaceAll("dev\\.kairos\\.\\w+(\\.\\w+)*\\.", "");
    }
}

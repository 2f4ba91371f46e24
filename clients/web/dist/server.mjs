// src/wire.ts
var unanswered = (placements, reason = "CLIENT_NETWORK") => ({
  decisionId: "",
  pack: "",
  degraded: true,
  decisions: placements.map((placement) => none(placement, reason))
});
var none = (placement, reason) => ({ placement, reason, fallback: true });
var of = (decisions, placement) => decisions.find((one) => one.placement === placement);
async function ask(url, key, body, signal) {
  let reason;
  if (!body.placements.length) return unanswered([]);
  try {
    const response = await fetch(url + "/v1/decide", {
      method: "POST",
      headers: key ? { "x-api-key": key } : {},
      // without one there is nothing to ask leave for beforehand
      body: JSON.stringify(body),
      signal
    });
    reason = "CLIENT_STATUS";
    if (response.ok) {
      reason = "CLIENT_UNREADABLE";
      const answer = await response.json();
      answer.decisions = body.placements.map(
        (placement) => of(answer.decisions, placement) || none(placement, reason)
      );
      return answer;
    }
  } catch {
    if (signal.aborted) reason = signal.reason;
  }
  return unanswered(body.placements, reason);
}
var newId = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
var idIn = (cookies) => /(?:^|; *)kairos=([\w-]+)/.exec(cookies)?.[1];
var STATE = "kairos-state";

// src/server.ts
async function decideOnServer(options) {
  const { url, key, cookies = "", timeoutMs = 300, channel = "web", ...body } = options;
  const anonymousId = idIn(cookies) || newId();
  const control = new AbortController();
  const timer = setTimeout(() => control.abort("CLIENT_TIMEOUT"), timeoutMs);
  const answer = await ask(url.replace(/\/$/, ""), key, { ...body, channel, anonymousId }, control.signal);
  clearTimeout(timer);
  const state = { anonymousId, answer };
  const json = JSON.stringify(state).replace(/</g, "\\u003c");
  return {
    ...answer,
    anonymousId,
    of: (placement) => of(answer.decisions, placement),
    script: `<script type="application/json" id="${STATE}">${json}<\/script>`
  };
}
export {
  decideOnServer
};

export { noticeAgain, sendAgain } from "./call-life.js";
export { WEBHOOK_DEADLINES } from "./deadlines.js";
export { type Health, healthOf } from "./health.js";
export type { Kind } from "./kinds.js";
export type { Endpoints } from "./requests.js";
export { Webhooks } from "./webhooks.js";

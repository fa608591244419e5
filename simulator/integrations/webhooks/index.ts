export { noticeAgain, sendAgain, WEBHOOK_DEADLINES } from "./call-life.js";
export { type Health, healthOf } from "./health.js";
export type { Kind } from "./kinds.js";
export type { Endpoints } from "./requests.js";
export { Webhooks } from "./webhooks.js";

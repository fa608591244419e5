/** All features. To leave one out, delete its folder and its line here. */
export { noCode } from "./features/no-code/index.js";
export { schedules } from "./features/schedules/index.js";
export { serverless } from "./features/serverless/index.js";

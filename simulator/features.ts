/** All features. To leave one out, delete its folder and its line here. */
export { schedules } from "./features/schedules/index.js";
export { serverless } from "./features/serverless/index.js";

import type { Feature } from "../feature.js";
import { SERVERLESS_DEADLINES } from "./delivery-life.js";
import { Serverless } from "./serverless.js";

/** Calls the webhook of a serverless pool for each waiting task. */
export const serverless: Feature = {
  name: "serverless",
  deadlines: () => SERVERLESS_DEADLINES,
  start: ({ store, clock, log, options }) =>
    new Serverless({ store, clock, log, allowedHosts: options.webhookHosts ?? [] }),
};

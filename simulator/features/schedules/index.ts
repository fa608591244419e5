import type { Feature } from "../feature.js";
import { scheduleDeadlines } from "./schedule-deadlines.js";

/** Queues runs at the scheduled times of workspaces and run schedule rules. */
export const schedules: Feature = {
  name: "schedules",
  deadlines: ({ dispatch }) => scheduleDeadlines(dispatch),
};

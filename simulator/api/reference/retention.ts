import { DAY, DEFAULT_KEEP, RETENTION } from "../../runs/retention/table.js";
import { page, table } from "./markdown.js";

/** What has a place for so many and no more, whatever its age. */
const BOUNDED: readonly (readonly [string, string])[] = [
  [
    "The journal",
    "its size is at least 4 MiB and at least that of the last snapshot; then a snapshot takes its place, and the one before stays",
  ],
  ["The log of a run's phase", "64 MiB"],
  ["Changes for subscribers that come back (`events`)", "the latest 5,000 to 10,000 commits"],
  ["The audit log", "the latest 10,000 entries since the start"],
  ["Deliveries of webhooks", "500 a pool"],
  ["Finished VCS tasks", "100 a VCS provider"],
];

/** `docs/reference/retention.md` */
export const retentionPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/runs/retention/table.ts. -->",
    "# What is kept, and for how long",
    `Kept for ${DEFAULT_KEEP / DAY} days, unless \`scalr-sandbox up --keep-days\` says otherwise, on the sandbox's clock: a clock that is advanced past\n` +
      "that day deletes. A file goes when its object has, once that is on disk.",
    table(
      ["What goes", "Counted from when", "What stays"],
      Object.values(RETENTION).map(({ what, since, except }) => [what, since, except]),
    ),
    "Pools, environments, workspaces, variables and everything else that people make stays until they delete it. An agent that is gone\n" +
      "leaves by R13, and its session token with it.",
    "## What is bounded by its size",
    table(
      ["What", "At most"],
      BOUNDED.map((row) => [...row]),
    ),
  );

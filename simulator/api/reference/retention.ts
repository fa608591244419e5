import { DAY, DEFAULT_KEEP, RETENTION } from "../../runs/retention/table.js";
import { page, table } from "./markdown.js";

/** Records that are limited by size or number instead of age. */
const BOUNDED: readonly (readonly [string, string])[] = [
  [
    "The journal",
    "4 MiB or the size of the last snapshot, whichever is larger; then a new snapshot replaces the journal, and the previous one is kept",
  ],
  ["The log of a run's phase", "64 MiB"],
  ["Changes for subscribers that reconnect (`events`)", "the latest 5,000 to 10,000 commits"],
  ["The audit log", "the latest 10,000 entries since the start"],
  ["Deliveries of webhooks", "500 a pool"],
  ["Finished VCS tasks", "100 a VCS provider"],
];

/** `docs/reference/retention.md` */
export const retentionPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/runs/retention/table.ts. -->",
    "# What is kept, and for how long",
    `The sandbox deletes these objects after ${DEFAULT_KEEP / DAY} days, or after the days that \`scalr-sandbox up --keep-days\` sets. The sandbox's clock\n` +
      "counts, so advancing it deletes objects too. Files are removed once the deletion of their object is on disk.",
    table(
      ["Deleted", "Days count from the moment when", "Kept"],
      Object.values(RETENTION).map(({ what, since, except }) => [what, since, except]),
    ),
    "Pools, environments, workspaces, variables and all other objects that people create stay until somebody deletes them. Lost agents are\n" +
      "removed as R13 says, with their session tokens.",
    "## Limits by size or number",
    table(
      ["What", "Limit"],
      BOUNDED.map((row) => [...row]),
    ),
  );

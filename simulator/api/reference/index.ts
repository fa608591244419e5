import { apiPage } from "./api.js";
import { deletionPage } from "./deletion.js";
import { keptAsDataPage } from "./kept-as-data.js";
import { lossesPage } from "./losses.js";
import { metricsPage } from "./metrics.js";
import { retentionPage } from "./retention.js";
import { rulesPage } from "./rules.js";
import { runLifePage } from "./run-life.js";

/** The reference pages that are generated from declarations, by their path in the repository. */
export const referenceFiles = (): Readonly<Record<string, string>> => ({
  "docs/reference/api.md": apiPage(),
  "docs/reference/deletion.md": deletionPage(),
  "docs/reference/kept-as-data.md": keptAsDataPage(),
  "docs/reference/losses.md": lossesPage(),
  "docs/reference/metrics.md": metricsPage(),
  "docs/reference/retention.md": retentionPage(),
  "docs/reference/rules.md": rulesPage(),
  "docs/reference/run-life.md": runLifePage(),
});

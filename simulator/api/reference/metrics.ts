import { METRICS_PATH } from "../../core/paths.js";
import { VARIABLES, type Variable } from "../../platform/metrics/otlp/variables.js";
import { METRICS } from "../../sandbox/metrics/table.js";
import { METRICS_PERMISSION } from "../metrics.js";
import { code, page, table } from "./markdown.js";

const SCRAPE = `    scrape_configs:
      - job_name: scalr-sandbox
        static_configs:
          - targets: ["127.0.0.1:7878"]`;

/** `docs/reference/metrics.md` */
export const metricsPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/sandbox/metrics/table.ts. -->",
    "# Metrics",
    `\`GET ${METRICS_PATH}\` on the simulator's port answers in the Prometheus text format (0.0.4). It is computed when it is asked\n` +
      "for, from counts that are kept anyway: it costs what there are pools and agents, whatever the number of runs.",
    SCRAPE,
    "From the simulator's own machine no token is needed. From elsewhere (another host, a proxy, a host name that is not\n" +
      `\`localhost\`), it takes a token whose owner has \`${METRICS_PERMISSION}\` in the account, as \`Authorization: Bearer <token>\`. A token\n` +
      "that is sent is judged in any case. Injected faults do not strike it.",
    table(
      ["Metric", "Type", "Labels", "What it says"],
      METRICS.map(({ name, type, labels, help }) => [
        code(name),
        type,
        labels.map(code).join(", ") || "-",
        help,
      ]),
    ),
    "`pool` is the pool's name and `pool_id` what stays when it is renamed; `pool_type` is `runs`, `vcs` or `scalr-runners`. A label\n" +
      "`status` has a sample for each status, also where that is 0.",
    "## Over OTLP",
    "`scalr-sandbox up` also sends them to a receiver of OpenTelemetry, over HTTP, where the standard environment variables name\n" +
      "one. What is wrong with a variable, or with a receiver, is in the log and stops nothing.",
    table(
      ["Variable", "For metrics alone", "What it says"],
      Object.values<Variable>(VARIABLES).map(({ name, forMetrics, help }) => [
        code(name),
        forMetrics === undefined ? "-" : code(forMetrics),
        help,
      ]),
    ),
    "A variable for metrics alone wins. `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME` replace the attributes that are sent\n" +
      "anyway: `service.name` and `service.instance.id`, another one at each start. Timestamps are the machine's, whatever the\n" +
      "sandbox clock says.",
  );

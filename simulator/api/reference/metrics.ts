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
    `\`GET ${METRICS_PATH}\` on the simulator's port answers in the Prometheus text format (0.0.4). Each request computes the\n` +
      "metrics from counts that the sandbox keeps anyway. The cost grows with the number of pools and agents, not with the number of runs.",
    SCRAPE,
    "Requests from the simulator's own machine need no token. Requests from elsewhere (another host, a proxy, a host name other than\n" +
      `\`localhost\`) need \`Authorization: Bearer <token>\`, with a token whose owner has \`${METRICS_PERMISSION}\` in the account. An invalid\n` +
      "token is rejected in any case. Injected faults do not affect the metrics.",
    table(
      ["Metric", "Type", "Labels", "Meaning"],
      METRICS.map(({ name, type, labels, help }) => [
        code(name),
        type,
        labels.map(code).join(", ") || "-",
        help,
      ]),
    ),
    "`pool` is the pool's name, and `pool_id` its id, which a new name does not change. `pool_type` is `runs`, `vcs` or `scalr-runners`.\n" +
      "A metric with the label `status` has a sample for each status, including those that are 0.",
    "## Over OTLP",
    "`scalr-sandbox up` also sends the metrics to an OpenTelemetry receiver over HTTP, if the standard environment variables name\n" +
      "one. If a variable is wrong or the receiver fails, the sandbox logs it and continues.",
    table(
      ["Variable", "For metrics only", "Meaning"],
      Object.values<Variable>(VARIABLES).map(({ name, forMetrics, help }) => [
        code(name),
        forMetrics === undefined ? "-" : code(forMetrics),
        help,
      ]),
    ),
    "The variable for metrics only wins. The sandbox always sends `service.name` and `service.instance.id`, which is new at each\n" +
      "start; `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME` replace them. Timestamps come from the machine's clock, not from the\n" +
      "sandbox's.",
  );

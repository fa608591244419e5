import type { Metrics, Sample } from "../types.js";

const attributes = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, value]) => ({ key, value: { stringValue: value } }));

/** Nanoseconds exceed JavaScript's integers; OTLP's JSON writes 64-bit numbers as text. */
const nanoseconds = (milliseconds: number) => `${Math.round(milliseconds)}000000`;

function point({ labels, value }: Sample, timeUnixNano: string) {
  return { attributes: attributes(labels), timeUnixNano, asDouble: value };
}

/** The current values of all metrics as an OTLP request (`ExportMetricsServiceRequest`) in JSON. */
export function otlpDocument<Source>(
  { table, source }: Metrics<Source>,
  resource: Readonly<Record<string, string>>,
  at: number,
) {
  const time = nanoseconds(at);
  const now = source();
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributes(resource) },
        scopeMetrics: [
          {
            scope: { name: "scalr-sandbox" },
            metrics: table.map(({ name, help, samples }) => ({
              name,
              description: help,
              gauge: { dataPoints: samples(now).map((sample) => point(sample, time)) },
            })),
          },
        ],
      },
    ],
  };
}

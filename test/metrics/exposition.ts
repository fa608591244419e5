/** What a scrape says of one metric. */
export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;

const unescaped = (text: string) => text.replace(/\\(["\\n])/g, (_, which) => (which === "n" ? "\n" : which));

function sampleOf(line: string, name: string) {
  let rest = line.slice(name.length);
  const labels: Record<string, string> = {};
  if (rest.startsWith("{")) {
    do {
      rest = rest.slice(1);
      const [whole, label, value] = LABEL.exec(rest) ?? [];
      if (whole === undefined || label! in labels) throw new Error(`Bad label at '${rest}' in: ${line}`);
      labels[label!] = unescaped(value!);
      rest = rest.slice(whole.length);
    } while (rest.startsWith(","));
    if (!rest.startsWith("}")) throw new Error(`Labels do not end in: ${line}`);
    rest = rest.slice(1);
  }
  const [, value] = /^ (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$/.exec(rest) ?? [];
  if (value === undefined) throw new Error(`Bad value '${rest}' in: ${line}`);
  return { labels, value: Number(value.replace("Inf", "Infinity")) };
}

/**
 * Reads the Prometheus text format as strictly as it is described: each family once and in one piece, HELP and TYPE
 * before its samples, no sample twice, and a line feed at the end.
 */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith("\n")) throw new Error("The last line has no line feed.");
  const families = new Map<string, { type: string; help: string; samples: ReturnType<typeof sampleOf>[] }>();
  let current = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, keyword, name, said] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword === "HELP") {
      if (families.has(name!)) throw new Error(`${name} comes twice.`);
      families.set(name!, { type: "", help: said!, samples: [] });
      current = name!;
    } else if (keyword === "TYPE") {
      const family = families.get(name!);
      if (name !== current || !family || family.type !== "" || family.samples.length > 0)
        throw new Error(`TYPE out of place: ${line}`);
      if (!/^(counter|gauge|histogram|summary|untyped)$/.test(said!)) throw new Error(`Bad type: ${line}`);
      family.type = said!;
    } else {
      const sampled = NAME.exec(line)?.[0];
      if (sampled === undefined || sampled !== current) throw new Error(`Sample out of place: ${line}`);
      const sample = sampleOf(line, sampled);
      const { samples } = families.get(current)!;
      if (samples.some(({ labels }) => JSON.stringify(labels) === JSON.stringify(sample.labels)))
        throw new Error(`The same sample twice: ${line}`);
      samples.push(sample);
    }
  }
  return families;
}

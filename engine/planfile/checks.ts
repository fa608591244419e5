/** The results of conditions in a plan's JSON: by declaration, with its instances. */
import { configAddress, configModule, inModule, parseAddress } from "../addresses/address.js";
import type { CheckResult } from "../interfaces/types.js";

type Status = CheckResult["status"];

/** An error outweighs a failure, that an unknown, that a pass. */
const WEIGHT: Readonly<Record<Status, number>> = { pass: 0, unknown: 1, fail: 2, error: 3 };

interface Place {
  /** Of the instance. */
  readonly module: string;
  readonly key?: string | number;
  /** What was declared. */
  readonly of: string;
  readonly names: { readonly name: string; readonly mode?: string; readonly type?: string };
}

/** The member `checks` of `show -json`. */
export function checksJson(checks: readonly CheckResult[]): unknown[] {
  const groups = new Map<string, { kind: CheckResult["kind"]; place: Place; all: CheckResult[] }>();
  for (const check of checks) {
    const place = placeOf(check);
    const group = groups.get(place.of) ?? { kind: check.kind, place, all: [] };
    group.all.push(check);
    groups.set(place.of, group);
  }
  return [...groups].map(([of, { kind, place, all }]) => ({
    address: {
      kind: kind === "input_variable" ? "var" : kind,
      ...inJson(configModule(place.module)),
      ...place.names,
      to_display: of,
    },
    status: all.reduce<Status>(
      (worst, { status }) => (WEIGHT[status] > WEIGHT[worst] ? status : worst),
      "pass",
    ),
    instances: all.map(instanceJson),
  }));
}

function instanceJson(check: CheckResult) {
  const { module, key } = placeOf(check);
  const { address, status, messages } = check;
  return {
    address: { ...inJson(module), ...(key !== undefined && { instance_key: key }), to_display: address },
    status,
    ...(messages.length > 0 && { problems: messages.map((message) => ({ message })) }),
  };
}

const inJson = (module: string) => (module === "" ? {} : { module });

function placeOf({ address, kind }: CheckResult): Place {
  if (kind !== "resource") {
    const at = /^(?:(.*)\.)?((?:check|output|var)\.([^.]+))$/s.exec(address)!;
    const module = at[1] ?? "";
    return { module, of: inModule(configModule(module), at[2]!), names: { name: at[3]! } };
  }
  const parsed = parseAddress(address);
  if (!parsed || parsed.kind === "module") throw new Error(`${address} is not an address of a resource`);
  const resource = parsed.kind === "instance" ? parsed.instance : parsed.resource;
  const { mode, type, name, module } = resource;
  return {
    module,
    ...(parsed.kind === "instance" && parsed.instance.key !== undefined && { key: parsed.instance.key }),
    of: configAddress(resource),
    names: { mode, type, name },
  };
}

/** What a plan declares so far. A host plans a whole stack with one provider, and tells it neither addresses nor other resources. */
import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import type { Finding, ManagedResource, PlainObject } from "./definition.js";

interface Declaration {
  readonly type: string;
  /** As messages call it. */
  readonly who: string;
  readonly attribute: string;
  readonly value: Plain;
  readonly adds: boolean;
  readonly link: boolean;
}

/** What the resources of one plan set, to find where two of them set the same thing. */
export class Declarations {
  readonly #bySetting = new Map<string, Declaration[]>();

  /** Notes what a resource declares; answers where that and an earlier declaration set one thing. */
  add(resource: ManagedResource, config: PlainObject, prior: PlainObject | null): Finding[] {
    return declared(resource, config, prior).flatMap(([setting, mine]) => {
      const others = this.#bySetting.get(setting) ?? [];
      this.#bySetting.set(setting, [...others, mine]);
      const finding = others.map((other) => contest(mine, other)).find((one) => one !== null);
      return finding ? [finding] : [];
    });
  }

  /** Environments that access resources of this plan give a pool. */
  accessesTo(pool: string): readonly string[] {
    const all = this.#bySetting.get(`scalr_agent_pool/${pool}.environments`) ?? [];
    return all.filter(({ adds }) => adds).map(({ value }) => (value === UNKNOWN ? "?" : String(value)));
  }
}

function declared(
  { type, block, link }: ManagedResource,
  config: PlainObject,
  prior: PlainObject | null,
): [setting: string, Declaration][] {
  if (link) {
    const holder = link.by === undefined ? "" : config[link.by];
    if (typeof holder !== "string") return [];
    const who = link.by === undefined ? type : `${type} for ${JSON.stringify(holder)}`;
    const value: Plain = config[link.value] ?? null;
    const mine: Declaration = {
      type,
      who,
      attribute: link.value,
      value,
      adds: link.adds === true,
      link: true,
    };
    return [[`${link.holder ?? "account"}/${holder}.${link.attribute}`, mine]];
  }
  const id = prior?.id;
  if (typeof id !== "string") return [];
  const named = typeof config.name === "string" ? ` ${JSON.stringify(config.name)}` : "";
  return Object.keys(block.attributes)
    .filter((name) => block.attributes[name]!.linkable && (config[name] ?? null) !== null)
    .map((name) => {
      const value: Plain = config[name] ?? null;
      const mine: Declaration = {
        type,
        who: `${type}${named} (${id})`,
        attribute: name,
        value,
        adds: false,
        link: false,
      };
      return [`${type}/${id}.${name}`, mine];
    });
}

/** Null when the two do not contradict each other, or are one resource that is planned once more. */
function contest(mine: Declaration, other: Declaration): Finding | null {
  if (mine.adds && other.adds) return null;
  const agree = agreement(mine, other);
  if (mine.type === other.type && agree === true) return null;
  const [attribute, link] = mine.link ? [other, mine] : [mine, other];
  const remedy = attribute.link
    ? `Keep one of the two ${mine.type} and remove the other.`
    : `Remove ${attribute.attribute} from the ${attribute.type}, or remove the ${link.type}.`;
  const effect = agree === true ? "One of them is enough" : "Each apply would undo what the other one says";
  return {
    severity: agree === false ? "error" : "warning",
    summary: "One setting is declared twice",
    detail: `${saying(mine)}, and ${saying(other)}. ${effect}. ${remedy}`,
    attribute: mine.attribute,
  };
}

const saying = ({ who, attribute, value }: Declaration) =>
  `${who} sets ${attribute} to ${value === UNKNOWN ? "what is known after the apply" : JSON.stringify(value)}`;

/** Undefined while a value that is not known yet decides it. */
function agreement(a: Declaration, b: Declaration): boolean | undefined {
  if (a.adds !== b.adds) {
    const [one, all]: readonly Plain[] = a.adds ? [a.value, b.value] : [b.value, a.value];
    if (one === undefined || !Array.isArray(all)) return undefined;
    if (all.includes(one)) return one === UNKNOWN ? undefined : true;
    return one === UNKNOWN || all.includes(UNKNOWN) ? undefined : false;
  }
  if (a.value === UNKNOWN && b.value === UNKNOWN && a.type === b.type) return true;
  return a.value === UNKNOWN || b.value === UNKNOWN ? undefined : a.value === b.value;
}

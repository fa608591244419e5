import { isDeepStrictEqual } from "node:util";
import { type Answer, expected, request, Wrong } from "./client.js";

/** What is compared of an object: attributes, and the ids behind its links. */
type Facts = Readonly<Record<string, unknown>>;

interface Entry {
  /** What was acknowledged last. */
  facts: Facts;
  /** A change that was sent and not answered: it may have been made, or not, but nothing between. Null deletes. */
  pending?: Facts | null;
}

const TYPES = ["environments", "agent-pools", "workspaces", "configuration-versions", "runs"] as const;
export type TypeName = (typeof TYPES)[number];

/** Names of objects of each type that the harness can tell apart by; what has none is found by its link alone. */
const NAME: Readonly<Record<TypeName, string | null>> = {
  environments: "name",
  "agent-pools": "name",
  workspaces: "name",
  "configuration-versions": null,
  runs: "message",
};

interface Found {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: what was answered.
  readonly relationships: Readonly<Record<string, { readonly data: any }>>;
}

const factOf = ({ attributes, relationships }: Found, name: string): unknown => {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const data = relationships[name]?.data;
  return Array.isArray(data) ? data.map(({ id }) => id) : (data?.id ?? null);
};

const matches = (found: Found, facts: Facts) =>
  Object.entries(facts).every(([name, value]) => isDeepStrictEqual(factOf(found, name), value));

/**
 * The model that the simulator is compared with: a plain map of what it has acknowledged. It knows nothing about files,
 * journals or transactions.
 */
export class Ledger {
  private readonly entries = Object.fromEntries(
    TYPES.map((type) => [type, new Map<string, Entry>()]),
  ) as unknown as Record<TypeName, Map<string, Entry>>;
  /** Creations that were sent and not answered. */
  private readonly creating = new Map<TypeName, Set<Facts>>(TYPES.map((type) => [type, new Set()]));
  /** Content of uploads by configuration version; several when one was not answered. */
  readonly uploads = new Map<string, { content: Buffer; acknowledged: boolean }>();
  acknowledged = 0;

  count(type: TypeName): number {
    return this.entries[type].size;
  }

  ids(type: TypeName): string[] {
    return [...this.entries[type].keys()];
  }

  fact(type: TypeName, id: string, name: string): unknown {
    return this.entries[type].get(id)?.facts[name];
  }

  /** `work` sends the creation and returns the id it was answered with. */
  async create(type: TypeName, facts: Facts, work: () => Promise<string>): Promise<string> {
    const creating = this.creating.get(type)!;
    creating.add(facts);
    const id = await work();
    creating.delete(facts);
    this.entries[type].set(id, { facts });
    this.acknowledged++;
    return id;
  }

  async change(
    type: TypeName,
    id: string,
    changes: Facts | null,
    work: () => Promise<unknown>,
  ): Promise<void> {
    const entry = this.entries[type].get(id)!;
    const next = changes === null ? null : { ...entry.facts, ...changes };
    entry.pending = next;
    await work();
    if (next === null) this.entries[type].delete(id);
    else this.entries[type].set(id, { facts: next });
    this.acknowledged++;
  }

  /** Something that no request changes any more. */
  settled(type: TypeName, id: string, facts: Facts): void {
    const entry = this.entries[type].get(id)!;
    entry.facts = { ...entry.facts, ...facts };
  }

  /** Compares everything, and takes over as known what was not answered and turns out to have been made. */
  async compare(url: string, token: string): Promise<number> {
    let compared = 0;
    for (const type of TYPES) {
      const found = await listAll(url, token, type);
      compared += found.size;
      this.compareType(type, found);
    }
    for (const [id, upload] of this.uploads) await this.compareUpload(url, token, id, upload);
    return compared + this.uploads.size;
  }

  private compareType(type: TypeName, found: Map<string, Found>): void {
    const entries = this.entries[type];
    for (const [id, entry] of entries) {
      const object = found.get(id);
      const { facts, pending } = entry;
      if (object !== undefined && matches(object, facts)) entries.set(id, { facts });
      else if (object !== undefined && pending && matches(object, pending))
        entries.set(id, { facts: pending });
      else if (object === undefined && pending === null) entries.delete(id);
      else throw new Wrong(`${type}/${id} is ${shown(object)}; acknowledged was ${JSON.stringify(entry)}`);
    }
    const creating = this.creating.get(type)!;
    for (const [id, object] of found) {
      if (entries.has(id)) continue;
      const facts = [...creating].find((each) => matches(object, each));
      if (facts === undefined) throw new Wrong(`${type}/${id} is ${shown(object)}; nobody asked for it`);
      creating.delete(facts);
      entries.set(id, { facts });
    }
    creating.clear();
    const name = NAME[type];
    const names = name === null ? [] : [...found.values()].map(({ attributes }) => attributes[name]);
    if (new Set(names).size !== names.length) throw new Wrong(`two ${type} have the same name: ${names}`);
  }

  private async compareUpload(
    url: string,
    token: string,
    id: string,
    upload: { content: Buffer; acknowledged: boolean },
  ): Promise<void> {
    const { attributes } = (await expected(200, url, "GET", `iacp/v3/configuration-versions/${id}`, token))
      .data;
    if (attributes.status !== "uploaded") {
      if (upload.acknowledged) throw new Wrong(`the upload of ${id} is ${attributes.status}`);
      this.uploads.delete(id);
      return;
    }
    const download: Answer = await request(
      url,
      "GET",
      `iacp/v3/configuration-versions/${id}/download`,
      token,
    );
    if (!download.bytes.equals(upload.content))
      throw new Wrong(`the upload of ${id} has ${download.bytes.length} other bytes`);
    upload.acknowledged = true;
  }
}

const shown = (object: Found | undefined) =>
  object === undefined
    ? "not there"
    : JSON.stringify({ ...object.attributes, relationships: object.relationships }).slice(0, 1_500);

async function listAll(url: string, token: string, type: TypeName): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (let page = 1; ; page++) {
    const path = `iacp/v3/${type}?page[size]=100&page[number]=${page}`;
    const { data, meta } = await expected(200, url, "GET", path, token);
    for (const object of data)
      if (object.attributes["is-scalr-managed"] !== true) found.set(object.id, object);
    if (meta.pagination["next-page"] === null) return found;
  }
}

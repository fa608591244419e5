import { beforeAll, describe, expect, it } from "vitest";
import type { PlainObject } from "../../provider/resources/framework/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, type Instance, idOf, plain } from "./host.js";
import { type Needed, needed, ROWS, type Row } from "./lifecycle-table.js";

/** What tests of their own go through. */
const APART = [
  "scalr_account_agent_pool_default",
  "scalr_agent_pool",
  "scalr_agent_pool_environment_access",
  "scalr_agent_pool_token",
  "scalr_environment",
  "scalr_environment_agent_pool_default",
  "scalr_vcs_provider",
  "scalr_vcs_provider_agent_pool",
  "scalr_workspace",
  "scalr_workspace_agent_pool",
];

const title = ({ type, of }: Row) => (of === undefined ? type : `${type} ${of}`);

it("go through their life in this file or in one of their own", () => {
  const types = new Set([...ROWS.map(({ type }) => type), ...APART]);
  expect([...types].sort()).toEqual(Object.keys(createScalrProvider().schema.resources).sort());
});

describe.each(ROWS.map((row) => [title(row), row] as const))("%s", (_title, row) => {
  const { type, path, lost = [] } = row;
  const used = useSandbox();
  let host: Host;
  let links: Needed;
  let config: PlainObject;
  let made: Instance;

  beforeAll(async () => {
    host = new Host(used.sandbox);
    links = await needed(used.sandbox);
    config = row.first(links);
  });

  /** What is there, as the next plan sees it: nothing is left to do. */
  async function settled(instance: Instance): Promise<Instance> {
    const seen = (await host.refresh(instance))!;
    expect(plain(seen)).toEqual(plain(instance));
    expect((await host.plan(type, seen, config)).action).toBe("none");
    return seen;
  }

  it("is created, and nothing is left to do", async () => {
    made = await settled(await host.create(type, config));
  });

  it.runIf(row.changed)("is updated in place, and nothing is left to do", async () => {
    config = { ...config, ...row.changed!(links) };
    expect((await host.plan(type, made, config)).action).toBe("update");
    made = await settled(await host.update(made, config));
  });

  it.runIf(row.replaced)("is replaced where it cannot change", async () => {
    const [attribute, more] = row.replaced!;
    const planned = await host.plan(type, made, { ...config, ...more(links) });
    expect(planned).toMatchObject({ action: "replace" });
    expect(planned.replaces).toContain(attribute);
    config = { ...config, ...more(links) };
    made = await settled(await host.apply(type, made, config));
  });

  it.runIf(row.drift)("is repaired when somebody else changes it", async () => {
    await patch(path!(plain(made)), row.drift!);
    const seen = await host.refresh(made);
    expect((await host.plan(type, seen, config)).action).toBe("update");
    made = await settled(await host.update(seen!, config));
  });

  it("is imported", async () => {
    const state = plain(made);
    const imported = plain(await host.import(type, row.importId?.(state) ?? idOf(made)));
    const known = ([name]: [string, unknown]) => !lost.includes(name);
    expect(Object.fromEntries(Object.entries(imported).filter(known))).toEqual(
      Object.fromEntries(Object.entries(kept(state, imported)).filter(known)),
    );
  });

  it("is deleted, and is gone", async () => {
    await host.destroy(made);
    expect(await host.refresh(made)).toBeNull();
    await host.destroy(made);
  });

  it.runIf(path)("is created again when somebody else has deleted it", async () => {
    const again = await host.create(type, config);
    const { status } = await used.sandbox.send("DELETE", path!(plain(again)));
    expect(status).toBe(204);
    expect(await host.refresh(again)).toBeNull();
  });

  async function patch(where: string, attributes: object): Promise<void> {
    const { data } = (await used.sandbox.get(where)).body;
    const body = { data: { type: data.type, id: data.id, attributes } };
    const { status, body: answer } = await used.sandbox.send("PATCH", where, body);
    expect(status, JSON.stringify(answer)).toBe(200);
  }
});

/** An empty list that was configured and one that was not are the same to the API. */
function kept(state: PlainObject, imported: PlainObject): PlainObject {
  const isNone = (value: unknown) => Array.isArray(value) && value.length === 0;
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      isNone(value) && imported[name] === null ? null : value,
    ]),
  );
}

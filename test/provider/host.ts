import { expect } from "vitest";
import { differences } from "../../engine/objects/compatible.js";
import { planProblems } from "../../engine/objects/plan-valid.js";
import { proposeNew } from "../../engine/objects/propose.js";
import type { Block, Diagnostic, Private, Schema } from "../../engine/provider.js";
import { blockType } from "../../engine/provider.js";
import { fromPlain, type Plain, toPlain, Value } from "../../engine/values/index.js";
import type { PlainObject } from "../../provider/resources/framework/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";

/** A resource instance as a state keeps it. */
export interface Instance {
  readonly type: string;
  readonly value: Value;
  readonly priv: Private;
}

export interface Planned {
  readonly action: "none" | "create" | "update" | "replace";
  /** Names of the attributes that cannot change in place. */
  readonly replaces: readonly string[];
  readonly value: Value;
  readonly priv: Private;
}

/** What went wrong, as a user reads it. */
export class Refused extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    /** What exists after it. */
    readonly left: Instance | null = null,
  ) {
    super(diagnostics.map((one) => `${one.summary}: ${one.detail}`).join("\n"));
  }

  get attributes(): string[] {
    return this.diagnostics.map(({ attribute }) => JSON.stringify(attribute ?? []));
  }
}

/**
 * Drives a provider as OpenTofu does, and holds it to what OpenTofu asks of providers: a plan that keeps to the configuration, and
 * an object after the apply that is the planned one.
 */
export class Host {
  readonly provider;

  constructor(connection: { url: string; token: string }, env: Record<string, string> = {}) {
    this.provider = createScalrProvider({ env });
    const type = blockType(this.provider.schema.provider.block);
    void this.provider.configure(fromPlain({ hostname: connection.url, token: connection.token }, type));
  }

  async plan(type: string, prior: Instance | null, config: PlainObject): Promise<Planned> {
    const { block } = this.#schema(type);
    const configured = configOf(block, config);
    refuse(this.provider.validateResource(type, configured));
    const before = prior?.value ?? Value.null(blockType(block));
    const ask = (from: Value) =>
      this.provider.planResource({
        type,
        prior: from,
        proposed: proposeNew(block, from, configured),
        config: configured,
        priorPrivate: from.isNull ? null : (prior?.priv ?? null),
      });
    let answer = await ask(before);
    refuse(answer.diagnostics);
    expect(planProblems(block, before, configured, answer.planned)).toEqual([]);
    const replaces = answer.requiresReplace.map((path) => ("attribute" in path[0]! ? path[0].attribute : ""));
    if (replaces.length > 0) answer = await ask(Value.null(blockType(block)));
    const action =
      prior === null
        ? "create"
        : replaces.length > 0
          ? "replace"
          : answer.planned.equals(before)
            ? "none"
            : "update";
    return { action, replaces, value: answer.planned, priv: answer.private };
  }

  /** Plans and applies; a replacement destroys first. */
  async apply(type: string, prior: Instance | null, config: PlainObject): Promise<Instance> {
    const { block } = this.#schema(type);
    const planned = await this.plan(type, prior, config);
    if (planned.action === "none") return prior!;
    if (planned.action === "replace") await this.destroy(prior!);
    const from = planned.action === "update" ? prior!.value : Value.null(blockType(block));
    const {
      state,
      private: priv,
      diagnostics,
    } = await this.provider.applyResource({
      type,
      prior: from,
      planned: planned.value,
      config: configOf(block, config),
      private: planned.priv,
    });
    if (diagnostics.length > 0)
      throw new Refused(diagnostics, state.isNull ? null : { type, value: state, priv });
    expect(differences(block, planned.value, state)).toEqual([]);
    return { type, value: state, priv };
  }

  create = (type: string, config: PlainObject): Promise<Instance> => this.apply(type, null, config);
  update = (instance: Instance, config: PlainObject): Promise<Instance> =>
    this.apply(instance.type, instance, config);

  async refresh({ type, value, priv }: Instance): Promise<Instance | null> {
    const { state, private: next, diagnostics } = await this.provider.readResource(type, value, priv);
    refuse(diagnostics);
    return state.isNull ? null : { type, value: state, priv: next };
  }

  async destroy({ type, value, priv }: Instance): Promise<void> {
    const none = Value.null(blockType(this.#schema(type).block));
    const request = { type, prior: value, planned: none, config: none, private: priv };
    const { state, diagnostics } = await this.provider.applyResource(request);
    if (diagnostics.length > 0) throw new Refused(diagnostics, { type, value: state, priv });
    expect(state.isNull).toBe(true);
  }

  async import(type: string, id: string): Promise<Instance> {
    const { resources, diagnostics } = await this.provider.importResource(type, id);
    refuse(diagnostics);
    expect(resources).toHaveLength(1);
    return { type, value: resources[0]!.state, priv: resources[0]!.private };
  }

  async read(type: string, config: PlainObject): Promise<PlainObject> {
    const { block } = this.provider.schema.dataSources[type]!;
    const configured = configOf(block, config);
    refuse(this.provider.validateDataSource(type, configured));
    const { state, diagnostics } = await this.provider.readDataSource(type, configured);
    refuse(diagnostics);
    return toPlain(state) as PlainObject;
  }

  #schema(type: string): Schema {
    return this.provider.schema.resources[type]!;
  }
}

/** The attributes of an instance. */
export function plain(instance: Instance | null): PlainObject {
  return instance ? (toPlain(instance.value) as PlainObject) : {};
}

export const idOf = (instance: Instance): string => String(plain(instance).id);

/** How a configuration says it: a block that is not there is an empty list. */
function configOf(block: Block, config: PlainObject): Value {
  return fromPlain(filled(block, config), blockType(block));
}

function filled(block: Block, config: PlainObject): PlainObject {
  const blocks = Object.entries(block.blocks ?? {}).map(
    ([name, { nesting, block: inner }]): [string, Plain] => {
      const given = config[name] ?? null;
      if (nesting === "single") return [name, given && filled(inner, given as PlainObject)];
      return [name, ((given ?? []) as PlainObject[]).map((item) => filled(inner, item))];
    },
  );
  return { ...config, ...Object.fromEntries(blocks) };
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Refused(diagnostics);
}

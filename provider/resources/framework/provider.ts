/** A provider made of tables. It converts values to plain data and back, and errors to diagnostics. */
import type {
  ApplyRequest,
  ApplyResponse,
  Diagnostic,
  FunctionAnswer,
  ImportResponse,
  PlanRequest,
  PlanResponse,
  Private,
  Provider,
  ProviderSchema,
  ReadResponse,
} from "../../../engine/provider.js";
import { readOnlyProblems } from "../../../engine/provider.js";
import type { Value } from "../../../engine/values/index.js";
import { Connection, PROVIDER_BLOCK, type Surroundings } from "./connection.js";
import { Declarations } from "./declarations.js";
import {
  type Context,
  type DataSource,
  type Finding,
  type ManagedResource,
  PartialError,
  type PlainObject,
} from "./definition.js";
import { diagnosticsOf, findingDiagnostic } from "./diagnostics.js";
import { type Entry, entry, found, label, object } from "./entry.js";
import { callFunction, type FunctionDefinition } from "./function.js";
import { Operations } from "./operations.js";
import { plan } from "./plan.js";
import { AskedFacts } from "./plan-facts.js";
import { keptIn, ownedIn, privateOf } from "./private.js";
import { schemaOf } from "./schema.js";
import { stateLabel, upgradeState } from "./upgrade.js";
import { validateBlock } from "./validate.js";

export interface Tables {
  readonly resources: readonly ManagedResource[];
  readonly dataSources: readonly DataSource[];
  readonly functions?: Readonly<Record<string, FunctionDefinition>>;
}

/** A provider of tables, as the plugin and the engine call it. */
export class TableProvider implements Provider {
  readonly schema: ProviderSchema;
  readonly #resources: ReadonlyMap<string, Entry<ManagedResource>>;
  readonly #dataSources: ReadonlyMap<string, Entry<DataSource>>;
  readonly #operations = new Operations();
  readonly #functions: Readonly<Record<string, FunctionDefinition>>;
  readonly #connection: Connection;
  /** The facts of the current plan; null once something is applied, because then the API decides. */
  #planning: { readonly declarations: Declarations; readonly facts: AskedFacts } | null;

  constructor(tables: Tables, surroundings: Surroundings = {}) {
    this.#connection = new Connection(surroundings);
    const declarations = new Declarations();
    this.#planning = {
      declarations,
      facts: new AskedFacts(() => this.#connection.client, declarations),
    };
    this.#resources = new Map(tables.resources.map((table) => [table.type, entry(table)]));
    this.#dataSources = new Map(tables.dataSources.map((table) => [table.type, entry(table)]));
    this.#functions = tables.functions ?? {};
    this.schema = {
      provider: schemaOf(PROVIDER_BLOCK),
      resources: Object.fromEntries([...this.#resources].map(([type, { schema }]) => [type, schema])),
      dataSources: Object.fromEntries([...this.#dataSources].map(([type, { schema }]) => [type, schema])),
      functions: this.#functions,
    };
  }

  validateProviderConfig(config: Value): readonly Diagnostic[] {
    return validateBlock(PROVIDER_BLOCK, object(config)).map(findingDiagnostic);
  }

  async configure(config: Value): Promise<readonly Diagnostic[]> {
    return this.#connection.configure(object(config));
  }

  validateResource(type: string, config: Value): readonly Diagnostic[] {
    const { table, schema } = this.#resource(type);
    return [...readOnlyProblems(config, schema.block), ...validate(table, object(config))];
  }

  validateDataSource(type: string, config: Value): readonly Diagnostic[] {
    const { table, schema } = this.#dataSource(type);
    return [...readOnlyProblems(config, schema.block), ...validate(table, object(config))];
  }

  async upgradeResourceState(type: string, version: number, json: unknown) {
    const { table, value, null: none } = this.#resource(type);
    try {
      const { state, missing } = upgradeState(table, version, json);
      if (missing.length === 0) return { state, diagnostics: [] };
      const read = await this.#run((context) => table.read(context, object(state)));
      // The object is gone, which the next refresh reports.
      return { state: read ? value(read) : state, diagnostics: [] };
    } catch (error) {
      const what = `Cannot take over the state of ${table.type}, ${stateLabel(table, json)}`;
      return { state: none, diagnostics: diagnosticsOf(what, table.block, error) };
    }
  }

  async readResource(type: string, state: Value, priv: Private): Promise<ReadResponse> {
    const { table, value, null: none } = this.#resource(type);
    const known = object(state);
    try {
      const read = await this.#run((context) => table.read(context, known));
      if (read) table.hides?.(read, keptIn(priv));
      return { state: read ? value(read) : none, private: priv, diagnostics: [] };
    } catch (error) {
      return {
        state,
        private: priv,
        diagnostics: diagnosticsOf(`Cannot read ${label(table, known)}`, table.block, error),
      };
    }
  }

  async planResource(request: PlanRequest): Promise<PlanResponse> {
    const { table, value } = this.#resource(request.type);
    const { priorPrivate, proposed } = request;
    if (proposed.isNull)
      return { planned: proposed, requiresReplace: [], private: priorPrivate, diagnostics: [] };
    const prior = request.prior.isNull ? null : object(request.prior);
    const config = object(request.config);
    const { planned, requiresReplace } = plan(table, config, prior, ownedIn(priorPrivate));
    const findings = await this.#judge(table, config, planned, prior);
    return {
      planned: value(planned),
      requiresReplace,
      private: priorPrivate,
      diagnostics: findings.map(findingDiagnostic),
    };
  }

  async #judge(
    table: ManagedResource,
    config: PlainObject,
    planned: PlainObject,
    prior: PlainObject | null,
  ): Promise<readonly Finding[]> {
    if (this.#planning === null) return [];
    const { declarations, facts } = this.#planning;
    facts.plan(prior?.id, planned);
    const contested = declarations.add(table, config, prior);
    return [...contested, ...((await table.check?.(facts, planned, prior)) ?? [])];
  }

  async applyResource(request: ApplyRequest): Promise<ApplyResponse> {
    this.#planning = null;
    const { table, value, null: none } = this.#resource(request.type);
    const prior = request.prior.isNull ? null : object(request.prior);
    const planned = request.planned.isNull ? null : object(request.planned);
    const verb = prior === null ? "create" : planned === null ? "delete" : "update";
    const config = object(request.config);
    const owned = planned === null ? null : privateOf(table, config);
    try {
      const state = await this.#run(async (context) => {
        if (planned === null) return table.delete(context, prior!).then(() => null);
        if (prior === null) return table.create(context, planned, config);
        return table.update(context, prior, planned, config);
      });
      if (state) table.hides?.(state, table.privateData?.(config) ?? {});
      return { state: state ? value(state) : none, private: owned, diagnostics: [] };
    } catch (error) {
      const diagnostics = diagnosticsOf(
        `Cannot ${verb} ${label(table, planned ?? prior ?? {}, prior?.id)}`,
        table.block,
        error,
      );
      if (error instanceof PartialError) return { state: value(error.state), private: owned, diagnostics };
      return { state: request.prior, private: request.private, diagnostics };
    }
  }

  async importResource(type: string, id: string): Promise<ImportResponse> {
    const { table, value } = this.#resource(type);
    const what = `Cannot import ${table.noun} ${JSON.stringify(id)}`;
    try {
      const state = await this.#run((context) => table.import(context, id));
      if (state) return { resources: [{ type, state: value(state), private: null }], diagnostics: [] };
      const detail = `There is no ${table.noun} with that id, or the token may not read it.`;
      return { resources: [], diagnostics: [{ severity: "error", summary: what, detail }] };
    } catch (error) {
      return { resources: [], diagnostics: diagnosticsOf(what, table.block, error) };
    }
  }

  async readDataSource(type: string, config: Value) {
    const { table, value, null: none } = this.#dataSource(type);
    const given = object(config);
    try {
      return { state: value(await this.#run((context) => table.read(context, given))), diagnostics: [] };
    } catch (error) {
      return {
        state: none,
        diagnostics: diagnosticsOf(`Cannot read ${label(table, given)}`, table.block, error),
      };
    }
  }

  callFunction(name: string, args: readonly Value[]): FunctionAnswer {
    if (!Object.hasOwn(this.#functions, name)) throw new Error(`The provider has no function ${name}.`);
    return callFunction(this.#functions[name]!, args);
  }

  stop(): void {
    this.#connection.stop();
  }

  async #run<T>(work: (context: Context) => Promise<T>): Promise<T> {
    const { client, env } = this.#connection;
    return this.#operations.run({ client, env }, work);
  }

  #resource(type: string): Entry<ManagedResource> {
    return found(this.#resources, type);
  }

  #dataSource(type: string): Entry<DataSource> {
    return found(this.#dataSources, type);
  }
}

function validate(table: ManagedResource | DataSource, config: PlainObject): Diagnostic[] {
  return [...validateBlock(table.block, config), ...(table.validate?.(config) ?? [])].map(findingDiagnostic);
}

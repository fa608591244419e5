/** Shared by the providers that come with the engine, whose objects exist only in the state or on this machine. */
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
  ProviderFunction,
  ProviderSchema,
  ReadResponse,
  Schema,
} from "../../interfaces/provider.js";
import { readOnlyProblems } from "../../interfaces/read-only.js";
import { blockType } from "../../interfaces/schema.js";
import { ConversionError, fromJson, type Json, Value } from "../../values/index.js";

/** A resource whose object exists only in the state. */
export interface LocalResource {
  readonly schema: Schema;
  validate?(config: Value): readonly Diagnostic[];
  plan(request: PlanRequest): PlanResponse;
  /** Creates or changes the object: resolves what the plan left unknown. `prior` is null for a new one. @throws Failure */
  create(planned: Value, prior: Value): Value | Promise<Value>;
  /** Reads the object. Undefined if it is gone. @throws Failure */
  read?(state: Value): Promise<Value | undefined>;
  /** @throws Failure */
  destroy?(state: Value): Promise<void>;
  /** @throws Failure */
  import?(id: string): Value | Promise<Value>;
  /** Converts the JSON of a state of an earlier schema version to the current one. */
  upgrade?(version: number, json: Readonly<Record<string, Json>>): Json | Promise<Json>;
}

/** Why an operation failed. */
export class Failure extends Error {
  constructor(
    readonly summary: string,
    message: string,
  ) {
    super(message);
  }
}

/** The answer, with a failure in it as a diagnostic. */
async function attempt<T>(work: () => T | Promise<T>): Promise<{ done: T } | { failed: Diagnostic[] }> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { failed: [{ severity: "error", summary: error.summary, detail: error.message }] };
  }
}

/** A data source that reads only this machine. */
export interface LocalDataSource {
  readonly schema: Schema;
  validate?(config: Value): readonly Diagnostic[];
  read(
    config: Value,
  ): Value | Promise<{ readonly state: Value; readonly diagnostics: readonly Diagnostic[] }>;
}

/** A function: its definition and its implementation. */
export interface LocalFunction {
  readonly definition: ProviderFunction;
  call(...args: readonly Value[]): FunctionAnswer;
}

interface LocalProvider {
  readonly resources: Readonly<Record<string, LocalResource>>;
  readonly dataSources?: Readonly<Record<string, LocalDataSource>>;
  readonly functions?: Readonly<Record<string, LocalFunction>>;
  /** Interrupts operations that wait. */
  readonly stop?: () => void;
}

const schemas = (parts: Readonly<Record<string, { readonly schema: Schema }>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(parts).map(([type, { schema }]) => [type, schema]));

/** The object with some of its attributes replaced. */
export function withAttributes(object: Value, changes: Readonly<Record<string, Value>>): Value {
  return Value.object(object.entries().map(([name, value]) => [name, changes[name] ?? value]));
}

/** A resource's own message comes first, because it is more specific. */
function validate(
  { schema, validate }: LocalResource | LocalDataSource,
  config: Value,
): readonly Diagnostic[] {
  const own = validate?.(config) ?? [];
  return own.length > 0 ? own : readOnlyProblems(config, schema.block);
}

/** A provider whose objects exist only in the state. */
export function localProvider(parts: LocalProvider): Provider {
  const { resources, dataSources = {}, functions, stop = () => {} } = parts;
  const schema: ProviderSchema = {
    provider: { version: 0, block: { attributes: {} } },
    resources: schemas(resources),
    dataSources: schemas(dataSources),
    ...(functions && {
      functions: Object.fromEntries(
        Object.entries(functions).map(([name, { definition }]) => [name, definition]),
      ),
    }),
  };
  return {
    schema,
    validateProviderConfig: () => [],
    configure: async () => [],
    validateResource: (type, config) => validate(resources[type]!, config),
    validateDataSource: (type, config) => validate(dataSources[type]!, config),

    async upgradeResourceState(type, version, json) {
      const { schema, upgrade } = resources[type]!;
      const wanted = blockType(schema.block);
      try {
        const current =
          version < schema.version && upgrade ? await upgrade(version, json as Record<string, Json>) : json;
        return { state: fromJson(current as Json, wanted), diagnostics: [] };
      } catch (error) {
        if (!(error instanceof ConversionError)) throw error;
        const diagnostic: Diagnostic = {
          severity: "error",
          summary: `The stored ${type} cannot be read`,
          detail: error.message,
        };
        return { state: Value.null(wanted), diagnostics: [diagnostic] };
      }
    },

    async readResource(type: string, state: Value, priv: Private): Promise<ReadResponse> {
      const { read } = resources[type]!;
      const found = read ? await attempt(() => read(state)) : { done: state };
      if ("failed" in found) return { state, private: priv, diagnostics: found.failed };
      return { state: found.done ?? Value.null(state.type), private: priv, diagnostics: [] };
    },

    async planResource(request: PlanRequest): Promise<PlanResponse> {
      if (request.proposed.isNull) {
        return {
          planned: request.proposed,
          requiresReplace: [],
          private: request.priorPrivate,
          diagnostics: [],
        };
      }
      return resources[request.type]!.plan(request);
    },

    async applyResource(request: ApplyRequest): Promise<ApplyResponse> {
      const { planned, prior, private: priv } = request;
      const { create, destroy } = resources[request.type]!;
      const outcome = await attempt(async () => {
        if (!planned.isNull) return create(planned, prior);
        await destroy?.(prior);
        return planned;
      });
      return "failed" in outcome
        ? { state: prior, private: priv, diagnostics: outcome.failed }
        : { state: outcome.done, private: priv, diagnostics: [] };
    },

    async importResource(type: string, id: string): Promise<ImportResponse> {
      const { import: take } = resources[type]!;
      if (take) {
        const taken = await attempt(() => take(id));
        if ("failed" in taken) return { resources: [], diagnostics: taken.failed };
        return { resources: [{ type, state: taken.done, private: null }], diagnostics: [] };
      }
      const diagnostic: Diagnostic = {
        severity: "error",
        summary: "Resource Import Not Implemented",
        detail: `A ${type} exists only in the state, so there is nothing to import. Create it instead.`,
      };
      return { resources: [], diagnostics: [diagnostic] };
    },

    async readDataSource(type, config) {
      const answer = await dataSources[type]!.read(config);
      return answer instanceof Value ? { state: answer, diagnostics: [] } : answer;
    },

    ...(functions && { callFunction: (name, args) => functions[name]!.call(...args) }),

    stop,
  };
}

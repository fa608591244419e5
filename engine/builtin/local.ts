/** What providers share whose objects live in the state alone. */
import type {
  ApplyRequest,
  ApplyResponse,
  Diagnostic,
  ImportResponse,
  PlanRequest,
  PlanResponse,
  Private,
  Provider,
  ProviderSchema,
  ReadResponse,
  Schema,
} from "../interfaces/provider.js";
import { readOnlyProblems } from "../interfaces/read-only.js";
import { blockType } from "../interfaces/schema.js";
import { ConversionError, fromJson, Value } from "../values/index.js";

/** A resource whose object is what the state says. */
export interface LocalResource {
  readonly schema: Schema;
  validate?(config: Value): readonly Diagnostic[];
  plan(request: PlanRequest): PlanResponse;
  /** Resolves what the plan left unknown. */
  create(planned: Value): Value;
  import?(id: string): Value;
}

/** A data source that asks nobody but this machine. */
export interface LocalDataSource {
  readonly schema: Schema;
  validate?(config: Value): readonly Diagnostic[];
  read(
    config: Value,
  ): Value | Promise<{ readonly state: Value; readonly diagnostics: readonly Diagnostic[] }>;
}

interface LocalProvider {
  readonly resources: Readonly<Record<string, LocalResource>>;
  readonly dataSources: Readonly<Record<string, LocalDataSource>>;
}

const schemas = (parts: Readonly<Record<string, { readonly schema: Schema }>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(parts).map(([type, { schema }]) => [type, schema]));

/** The object with some of its attributes replaced. */
export function withAttributes(object: Value, changes: Readonly<Record<string, Value>>): Value {
  return Value.object(object.entries().map(([name, value]) => [name, changes[name] ?? value]));
}

/** What a resource says itself comes first: it knows better words. */
function validate(
  { schema, validate }: LocalResource | LocalDataSource,
  config: Value,
): readonly Diagnostic[] {
  const own = validate?.(config) ?? [];
  return own.length > 0 ? own : readOnlyProblems(config, schema.block);
}

/** A provider whose objects live in the state alone. */
export function localProvider({ resources, dataSources }: LocalProvider): Provider {
  const schema: ProviderSchema = {
    provider: { version: 0, block: { attributes: {} } },
    resources: schemas(resources),
    dataSources: schemas(dataSources),
  };
  return {
    schema,
    validateProviderConfig: () => [],
    configure: async () => [],
    validateResource: (type, config) => validate(resources[type]!, config),
    validateDataSource: (type, config) => validate(dataSources[type]!, config),

    async upgradeResourceState(type, _version, json) {
      const wanted = blockType(resources[type]!.schema.block);
      try {
        return { state: fromJson(json, wanted), diagnostics: [] };
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

    async readResource(_type: string, state: Value, priv: Private): Promise<ReadResponse> {
      return { state, private: priv, diagnostics: [] };
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
      const state = request.planned.isNull
        ? request.planned
        : resources[request.type]!.create(request.planned);
      return { state, private: request.private, diagnostics: [] };
    },

    async importResource(type: string, id: string): Promise<ImportResponse> {
      const state = resources[type]!.import?.(id);
      if (state) return { resources: [{ type, state, private: null }], diagnostics: [] };
      const diagnostic: Diagnostic = {
        severity: "error",
        summary: "Resource Import Not Implemented",
        detail: `A ${type} has nothing outside of the state that could be imported. Let it be created instead.`,
      };
      return { resources: [], diagnostics: [diagnostic] };
    },

    async readDataSource(type, config) {
      const answer = await dataSources[type]!.read(config);
      return answer instanceof Value ? { state: answer, diagnostics: [] } : answer;
    },

    stop() {},
  };
}

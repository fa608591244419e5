/** The messages of `proto/tfplugin6.ts` as plain data, as far as code here touches them. */

export interface WireValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export type WireStep = { attributeName: string } | { elementKeyString: string } | { elementKeyInt: number };

export interface WirePath {
  readonly steps: readonly WireStep[];
}

export interface WireDiagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: WirePath;
}

export interface WireRawState {
  readonly json: Uint8Array;
  readonly flatmap: Readonly<Record<string, string>>;
}

export interface WireCapabilities {
  readonly deferralAllowed: boolean;
  /** Whether the host keeps write-only attributes out of plans and states: Terraform 1.11, OpenTofu 1.11. */
  readonly writeOnlyAttributesAllowed?: boolean;
}

export interface WireDeferred {
  readonly reason: "PROVIDER_CONFIG_UNKNOWN";
}

export interface Diagnosed {
  readonly diagnostics: readonly WireDiagnostic[];
}

interface OfType {
  readonly typeName: string;
  readonly clientCapabilities?: WireCapabilities | null;
}

type Configured = OfType & { readonly config?: WireValue | null };
type Answered = Diagnosed & { readonly deferred?: WireDeferred };

/** Request and response of each call. */
export interface Calls {
  GetMetadata: [
    request: object,
    response: Diagnosed & {
      serverCapabilities: object;
      resources: OfType[];
      dataSources: OfType[];
      functions: { name: string }[];
    },
  ];
  GetProviderSchema: [
    request: object,
    response: Diagnosed & {
      serverCapabilities: object;
      provider: object;
      resourceSchemas: Record<string, object>;
      dataSourceSchemas: Record<string, object>;
      functions: Record<string, object>;
    },
  ];
  GetResourceIdentitySchemas: [request: object, response: Diagnosed];
  ValidateProviderConfig: [request: { config?: WireValue | null }, response: Diagnosed];
  ConfigureProvider: [request: { config?: WireValue | null; terraformVersion: string }, response: Diagnosed];
  StopProvider: [request: object, response: { Error: string }];
  ValidateResourceConfig: [request: Configured, response: Diagnosed];
  ValidateDataResourceConfig: [request: Configured, response: Diagnosed];
  UpgradeResourceState: [
    request: OfType & { version: number; rawState?: WireRawState | null },
    response: Diagnosed & { upgradedState?: WireValue | null },
  ];
  ReadResource: [
    request: OfType & { currentState?: WireValue | null; private: Uint8Array },
    response: Answered & { newState?: WireValue | null; private?: Uint8Array },
  ];
  PlanResourceChange: [
    request: Configured & {
      priorState?: WireValue | null;
      proposedNewState?: WireValue | null;
      priorPrivate: Uint8Array;
    },
    response: Answered & {
      plannedState?: WireValue | null;
      requiresReplace?: readonly WirePath[];
      plannedPrivate?: Uint8Array;
    },
  ];
  ApplyResourceChange: [
    request: Configured & {
      priorState?: WireValue | null;
      plannedState?: WireValue | null;
      plannedPrivate: Uint8Array;
    },
    response: Diagnosed & { newState?: WireValue | null; private?: Uint8Array },
  ];
  ImportResourceState: [
    request: OfType & { id: string },
    response: Answered & {
      importedResources?: readonly { typeName: string; state: WireValue; private?: Uint8Array }[];
    },
  ];
  MoveResourceState: [
    request: {
      sourceProviderAddress: string;
      sourceTypeName: string;
      sourceSchemaVersion: number;
      sourceState?: WireRawState | null;
      targetTypeName: string;
      sourcePrivate: Uint8Array;
    },
    response: Diagnosed & { targetState?: WireValue | null; targetPrivate?: Uint8Array },
  ];
  ReadDataSource: [request: Configured, response: Answered & { state?: WireValue | null }];
  ValidateEphemeralResourceConfig: [request: OfType, response: Diagnosed];
  OpenEphemeralResource: [request: OfType, response: Diagnosed];
  RenewEphemeralResource: [request: OfType, response: Diagnosed];
  CloseEphemeralResource: [request: OfType, response: Diagnosed];
  GetFunctions: [request: object, response: Diagnosed & { functions: Record<string, object> }];
  CallFunction: [
    request: { name: string; arguments: readonly WireValue[] },
    response: { result?: WireValue | null; error?: { text: string; functionArgument?: number } | null },
  ];
}

export type Request<C extends keyof Calls> = Calls[C][0];
export type Response<C extends keyof Calls> = Calls[C][1];

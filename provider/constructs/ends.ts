import {
  DefaultTokenResolver,
  type ITerraformDependable,
  StringConcat,
  type TerraformProvider,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
/** What a link joins: constructs of this stack, objects of other stacks, or ids. */
import type { Construct, IConstruct } from "constructs";
import type {
  agentPool,
  dataScalrAgentPool,
  dataScalrEnvironment,
  dataScalrVcsProvider,
  dataScalrWorkspace,
  environment,
  vcsProvider,
  workspace,
} from "../bindings/index.js";

/** An agent pool: the construct that declares it, a look-up of it, or its id. */
export type AgentPoolEnd = agentPool.AgentPool | dataScalrAgentPool.DataScalrAgentPool | string;
/** An environment: the construct that declares it, a look-up of it, or its id. */
export type EnvironmentEnd = environment.Environment | dataScalrEnvironment.DataScalrEnvironment | string;
/** A workspace: the construct that declares it, a look-up of it, or its id. */
export type WorkspaceEnd = workspace.Workspace | dataScalrWorkspace.DataScalrWorkspace | string;
/** A VCS provider: the construct that declares it, a look-up of it, or its id. */
export type VcsProviderEnd = vcsProvider.VcsProvider | dataScalrVcsProvider.DataScalrVcsProvider | string;

/** An object that a link may lead from or to. */
export type End = AgentPoolEnd | EnvironmentEnd | WorkspaceEnd | VcsProviderEnd;

/** A reference to the id of a resource: its type and its name. */
const REFERENCE = /^\$\{(scalr_\w+)\.([\w-]+)\.id\}$/;

/** The id of an end, known or as a reference. */
export function idOf(end: End): string {
  return typeof end === "string" ? end : end.id;
}

const TYPES = {
  agentPool: "scalr_agent_pool",
  environment: "scalr_environment",
  workspace: "scalr_workspace",
  vcsProvider: "scalr_vcs_provider",
} as const;

interface Declared {
  agentPool: agentPool.AgentPool;
  environment: environment.Environment;
  workspace: workspace.Workspace;
  vcsProvider: vcsProvider.VcsProvider;
}

/** The construct that declares the end in the same stack as `scope`; undefined where another stack owns it. */
export function declaredIn<K extends keyof Declared>(
  scope: Construct,
  kind: K,
  end: End,
): Declared[K] | undefined {
  if (typeof end === "string") return referredTo(scope, kind, end);
  return isDeclared(end, kind) && TerraformStack.of(end) === TerraformStack.of(scope) ? end : undefined;
}

/** The construct that a reference to an id means, where it is one of the same stack. */
function referredTo<K extends keyof Declared>(
  scope: Construct,
  kind: K,
  id: string,
): Declared[K] | undefined {
  if (!Token.isUnresolved(id)) return undefined;
  const match = REFERENCE.exec(expressionOf(scope, id));
  if (match?.[1] !== TYPES[kind]) return undefined;
  const elements = TerraformStack.of(scope).node.findAll();
  return elements.find(
    (one): one is Declared[K] => isDeclared(one, kind) && one.friendlyUniqueId === match[2],
  );
}

function isDeclared<K extends keyof Declared>(construct: IConstruct, kind: K): construct is Declared[K] {
  return TerraformResource.isTerraformResource(construct) && construct.terraformResourceType === TYPES[kind];
}

/** How the synthesized stack writes the value: an id itself, or `${scalr_environment.dev.id}`. */
export function expressionOf(scope: Construct, value: string): string {
  if (!Token.isUnresolved(value)) return value;
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(value, { scope, resolver }));
}

/**
 * Whether two expressions stand for the same object; undefined where that shows only when the stack is applied: an id beside a
 * reference, or the result of a look-up.
 */
export function sameObject(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  const isResource = (text: string) => REFERENCE.test(text);
  const isLiteral = (text: string) => !/\$\{/.test(text);
  return (isResource(a) && isResource(b)) || (isLiteral(a) && isLiteral(b)) ? false : undefined;
}

/** An end in messages: where it is declared, else its id. */
export function nameOf(scope: Construct, end: End): string {
  if (typeof end !== "string") return `"${end.node.path}"`;
  const kinds = Object.keys(TYPES) as (keyof Declared)[];
  const declared = kinds.map((kind) => referredTo(scope, kind, end)).find((one) => one !== undefined);
  return `"${declared?.node.path ?? expressionOf(scope, end)}"`;
}

/** What every link can be given besides its ends. */
export interface LinkOptions {
  /** The provider of a link that becomes a resource of its own, where the stack has several. */
  readonly provider?: TerraformProvider;
  /** What must exist before a link that becomes a resource of its own. */
  readonly dependsOn?: ITerraformDependable[];
}

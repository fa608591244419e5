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
/** The two ends of a link: constructs of this stack, objects of other stacks, or ids. */
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

/** An agent pool: its construct, its data source, or its id. */
export type AgentPoolEnd = agentPool.AgentPool | dataScalrAgentPool.DataScalrAgentPool | string;
/** An environment: its construct, its data source, or its id. */
export type EnvironmentEnd = environment.Environment | dataScalrEnvironment.DataScalrEnvironment | string;
/** A workspace: its construct, its data source, or its id. */
export type WorkspaceEnd = workspace.Workspace | dataScalrWorkspace.DataScalrWorkspace | string;
/** A VCS provider: its construct, its data source, or its id. */
export type VcsProviderEnd = vcsProvider.VcsProvider | dataScalrVcsProvider.DataScalrVcsProvider | string;

/** An object at one end of a link. */
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

/** The construct of an end in the stack of `scope`; undefined if another stack owns the object. */
export function declaredIn<K extends keyof Declared>(
  scope: Construct,
  kind: K,
  end: End,
): Declared[K] | undefined {
  if (typeof end === "string") return referredTo(scope, kind, end);
  return isDeclared(end, kind) && TerraformStack.of(end) === TerraformStack.of(scope) ? end : undefined;
}

/** The construct to whose id a reference leads, if it is in the same stack. */
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

/** The value as the synthesized stack writes it: an id, or `${scalr_environment.dev.id}`. */
export function expressionOf(scope: Construct, value: string): string {
  if (!Token.isUnresolved(value)) return value;
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(value, { scope, resolver }));
}

/**
 * Whether two expressions name the same object; undefined if only the apply can tell: an id and a reference, or the
 * result of a data source.
 */
export function sameObject(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  const isResource = (text: string) => REFERENCE.test(text);
  const isLiteral = (text: string) => !/\$\{/.test(text);
  return (isResource(a) && isResource(b)) || (isLiteral(a) && isLiteral(b)) ? false : undefined;
}

/** An end as messages name it: the path of its construct, else its id. */
export function nameOf(scope: Construct, end: End): string {
  if (typeof end !== "string") return `"${end.node.path}"`;
  const kinds = Object.keys(TYPES) as (keyof Declared)[];
  const declared = kinds.map((kind) => referredTo(scope, kind, end)).find((one) => one !== undefined);
  return `"${declared?.node.path ?? expressionOf(scope, end)}"`;
}

/** The arguments of every link, in addition to its ends. */
export interface LinkOptions {
  /** The provider of the link's own resource, if the stack has several providers. */
  readonly provider?: TerraformProvider;
  /** What must exist before the link's own resource is created. */
  readonly dependsOn?: ITerraformDependable[];
}

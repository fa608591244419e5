/**
 * Stands in for `cdktf` at run time (vite.cdk.ts): the constructs and bindings extend the classes of the CDK that the app has, cdktf or its
 * maintained fork cdktn. Which one that is shows in the tree that the first construct becomes part of. Until then no CDK is loaded.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Construct, IConstruct } from "constructs";

/** A CDK by the names of its exports. */
// biome-ignore lint/suspicious/noExplicitAny: classes, functions and enumerations.
type Cdk = Readonly<Record<string, any>>;

/** A class of a CDK, found in a tree of constructs. */
interface Origin {
  readonly type: object;
  /** Name and version of the package. */
  readonly label: string;
  readonly className: string;
  /** The path of the construct in its app; "" for the app. */
  readonly path: string;
}

/** Both are written out, and in a `try`, because bundlers replace only such calls, and let only these be of a package that is missing. */
const PACKAGES: Readonly<Record<string, () => Cdk | undefined>> = {
  cdktn() {
    try {
      return require("cdktn");
    } catch (error) {
      return missing(error);
    }
  },
  cdktf() {
    try {
      return require("cdktf");
    } catch (error) {
      return missing(error);
    }
  },
};

/** jsii notes on each class of a CDK where it comes from. */
const RTTI = Symbol.for("jsii.rtti");

const ADVICE =
  'Import everything from one package, for example by replacing `from "cdktf"` with `from "cdktn"`, and uninstall the other one. ' +
  "`npm ls cdktf cdktn` shows which package brings each copy.";

let used: Cdk | undefined;
let usedBy: Origin | undefined;
const members = new Map<string, { readonly prototype: object }>();

/** An export of the CDK: a class, a function or an object. Subclasses of it can be declared before the CDK is known. */
export function member(name: string): unknown {
  const shell = class {};
  members.set(name, shell);
  return new Proxy(shell, {
    get: (_, property) => (property === "prototype" ? shell.prototype : cdk()[name][property]),
    apply: (_, self, args) => Reflect.apply(cdk()[name], self, args),
    construct(_, args, subclass) {
      if (args[0]?.node !== undefined) useCdkOf(args[0]);
      return Reflect.construct(cdk()[name], args, subclass);
    },
  });
}

function cdk(): Cdk {
  return used ?? use(withoutTree());
}

function use(found: Cdk): Cdk {
  for (const [name, { prototype }] of members)
    if (found[name]?.prototype !== undefined) Object.setPrototypeOf(prototype, found[name].prototype);
  used = found;
  return found;
}

/** Makes sure that the CDK in use is the one of the scope's tree. @throws Error if the tree or the process has classes of several */
function useCdkOf(scope: Construct): void {
  for (const origin of scope.node.scopes.toReversed().flatMap(originOf)) {
    if (used?.[origin.className] !== origin.type) {
      if (usedBy !== undefined) throw mixed(origin, usedBy);
      use(load(origin));
    }
    usedBy ??= origin;
  }
}

function originOf(construct: IConstruct): Origin[] {
  for (let type = construct.constructor; typeof type === "function"; type = Object.getPrototypeOf(type)) {
    const { fqn, version } = (Object.hasOwn(type, RTTI) && (type as unknown as Cdk)[RTTI as never]) || {};
    const [, name, className] = /^(cdkt[fn])\.(\w+)$/.exec(fqn ?? "") ?? [];
    if (className !== undefined)
      return [{ type, label: `${name} ${version}`, className, path: construct.node.path }];
  }
  return [];
}

function mixed(one: Origin, other: Origin): Error {
  const where = ({ path }: Origin) => (path === "" ? "the App" : `"${path}"`);
  const what =
    one.label === other.label
      ? `two copies of ${one.label}: that of ${where(one)}, and that of ${where(other)}`
      : `classes of ${one.label} (${where(one)}) and of ${other.label} (${where(other)})`;
  return new Error(`This app has ${what}. They cannot be mixed. ${ADVICE}`);
}

/** The CDK that has a class. It is found beside this package, or else beside the app, as when this package is linked. */
function load(origin: Origin): Cdk {
  const besideApp = [process.argv[1], join(process.cwd(), "app.js")].flatMap((file) =>
    file === undefined ? [] : Object.keys(PACKAGES).map((name) => () => requiredFrom(file, name)),
  );
  for (const attempt of [...Object.values(PACKAGES), ...besideApp]) {
    const found = attempt();
    if (found?.[origin.className] === origin.type) return found;
  }
  throw new Error(
    `scalr-sandbox cannot load the ${origin.label} with which "${origin.path}" is declared: it finds none, or another copy. ${ADVICE}`,
  );
}

/** The CDK for what is not part of a tree: the one that the process has loaded, or else one that is installed. */
function withoutTree(): Cdk {
  const app = createRequire(join(process.cwd(), "app.js"));
  const isLoaded = (name: string) => {
    try {
      return app.resolve(name) in app.cache;
    } catch {
      return false;
    }
  };
  const names = Object.keys(PACKAGES).sort((a, b) => Number(isLoaded(b)) - Number(isLoaded(a)));
  for (const name of names) {
    const found = PACKAGES[name]!();
    if (found !== undefined) return found;
  }
  throw new Error("scalr-sandbox needs a CDK. Run: npm install cdktn constructs (or cdktf constructs)");
}

function requiredFrom(file: string, name: string): Cdk | undefined {
  try {
    return createRequire(file)(name);
  } catch (error) {
    return missing(error);
  }
}

/** For what cannot be loaded because it is not installed. @throws every other error */
function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
}

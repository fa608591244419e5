import { describe, expect, it } from "vitest";
import { unusedExports } from "./exports.js";
import { acrossFeatures, circles, folderOf, roomOf, roomsOf, tooLong, unplaced, upward } from "./layout.js";
import { filesOf, importsOf, LAYERS, sources, textOf } from "./sources.js";

const files = LAYERS.flatMap(sources);
const known = new Set(files);
const imports = files.flatMap((file) => importsOf(file, textOf(file), known));
/** The imports from one file of these folders to another. */
const arrows = imports.filter(({ target }) => known.has(target));

/** Each wall: who it binds, what they may not import, and who is exempt. */
const walls: { name: string; from: RegExp; never: RegExp }[] = [
  {
    name: "what all share of files imports nothing of the rest",
    from: /^files\//,
    never: /^(engine|provider|simulator|agent|cli)\//,
  },
  {
    name: "the engine knows nothing about Scalr: it imports nothing of the rest of the project",
    from: /^engine\//,
    never: /^(provider|simulator|agent|fleet|cli)\//,
  },
  { name: "provider imports nothing above it", from: /^provider\//, never: /^(simulator|agent|fleet|cli)\// },
  {
    name: "the simulator knows of the agent its protocol, and of the provider nothing",
    from: /^simulator\//,
    never: /^(engine|provider|fleet|cli)\/|^agent\/(?!protocol\/protocol\.ts$)/,
  },
  {
    name: "the planning of fleets uses the simulator, and of the agent only its protocol",
    from: /^fleet\//,
    never: /^(engine|provider|cli)\/|^agent\/(?!protocol\/protocol\.ts$)/,
  },
  {
    name: "an agent never reaches into the simulator or the CLI",
    from: /^agent\//,
    never: /^(simulator|fleet|cli)\//,
  },
  {
    name: "an agent reaches the engine through an executor alone",
    from: /^agent\/(?!executors\/)/,
    never: /^(engine|provider)\//,
  },
  {
    name: "rules import nothing but types and other rules",
    from: /^simulator\/.*-rules\.ts$/,
    never:
      /^simulator\/(?!.*-rules\.ts$|core\/(entities|refusals|scopes|transitions)\.ts$)|^[^.s]|^simulator$/,
  },
  {
    name: "the platform imports nothing that is built on it",
    from: /^simulator\/platform\//,
    never: /^simulator\/(?!platform\/)/,
  },
  {
    name: "the console knows the types, the pure rules, the charts and the answers of the APIs, and nothing else of the simulator",
    from: /^simulator\/console\/web\//,
    never:
      /^(simulator\/(?!console\/web\/|console\/charts\/|.*-rules\.ts$|(core\/(entities|scopes|kept-types\/effects)|sandbox\/contract\/(answers|effect))\.ts$)|agent\/)/,
  },
  {
    name: "the charts, which the console and the report share, import nothing but each other",
    from: /^simulator\/console\/charts\//,
    never: /^(?!simulator\/console\/charts\/)/,
  },
  {
    name: "express appears in the server, the API and the console alone",
    from: /^(?!simulator\/(server\.ts|api\/|console\/))/,
    never: /^express$/,
  },
  {
    name: "gRPC appears in the plugin alone",
    from: /^(?!provider\/plugin\/)/,
    never: /^(@grpc\/|protobufjs)/,
  },
  {
    name: "the plugin knows of the resources what makes the provider, and its addresses",
    from: /^provider\/plugin\//,
    never: /^provider\/(resources\/(?!(?:index|shared\/sources)\.ts$)|client|constructs|bindings)/,
  },
  { name: "lowdb appears in the store alone", from: /^(?!simulator\/platform\/store\/)/, never: /^lowdb/ },
  {
    name: "the driver of PostgreSQL appears in its store alone",
    from: /^(?!simulator\/platform\/store\/postgres\/)/,
    never: /^pg$/,
  },
  {
    name: "cdktf appears in the constructs and the bindings alone",
    from: /^(?!provider\/(constructs|bindings)\/)/,
    never: /^(cdktf|constructs|@cdktf\/.*)$/,
  },
];

describe("walls between folders", () => {
  it("finds the sources it is to judge", () => {
    for (const layer of LAYERS) expect(sources(layer).length, layer).toBeGreaterThan(0);
    expect(arrows.length).toBeGreaterThan(1_000);
  });

  it.each(walls)("$name", ({ from, never }) => {
    const breaches = imports.filter(({ file, target }) => from.test(file) && never.test(target));
    expect(breaches.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });
});

describe("time is an input", () => {
  it("lets nothing of the simulator but its clock and transport read the machine's clock for a rule", () => {
    const governed = [
      "core",
      "pools",
      "agents",
      "runs",
      "workspaces",
      "access",
      "vcs",
      "kept",
      "integrations",
      "features",
    ].flatMap((room) => sources(`simulator/${room}`));
    const offenders = governed.filter((file) => /\bDate\.now\(|\bnew Date\(\)/.test(textOf(file)));
    expect(offenders).toEqual([]);
  });
});

/** The mutual recursion of a grammar: what may stay a circle of files, and why. At most two. */
const GRAMMARS: readonly { readonly folder: string; readonly because: string }[] = [
  {
    folder: "engine/language/syntax",
    because: "an expression holds templates, traversals and constructors, and each of them holds expressions",
  },
  {
    folder: "engine/language/evaluate",
    because: "the value of an expression is made of the values of the expressions in it, kind by kind",
  },
];

/** What is made by a command and never edited. */
const GENERATED = /^provider\/bindings\/|^simulator\/platform\/contract\/tables\.ts$/;

const topOf = (file: string) => file.split("/", 1)[0]!;
const all = (names: readonly string[]) => (circle: readonly string[]) =>
  names.some((name) => circle.every((node) => `${node}/`.startsWith(`${name}/`)));

describe("circles", () => {
  it("there is none between top-level folders", () => {
    expect(circles(arrows, topOf)).toEqual([]);
  });

  it("there is none between the rooms of a top-level folder", () => {
    expect(circles(arrows, roomOf)).toEqual([]);
  });

  it("there is none between folders", () => {
    expect(circles(arrows, folderOf)).toEqual([]);
  });

  it("there is none between files, but the mutual recursion of a grammar", () => {
    const grammar = all(GRAMMARS.map(({ folder }) => folder));
    const left = circles(arrows, (file) => file).filter((circle) => !grammar(circle));
    expect(left).toEqual([]);
    expect(GRAMMARS.length).toBeLessThanOrEqual(2);
  });

  it("every exception is needed still", () => {
    for (const { folder } of GRAMMARS)
      expect(circles(arrows, (file) => file).some(all([folder])), folder).toBe(true);
  });
});

describe("the simulator's rooms", () => {
  it("hold every file but the server and the list of features", () => {
    const { loose } = roomsOf(filesOf("simulator"));
    expect([...loose].sort()).toEqual(["simulator/features.ts", "simulator/server.ts"]);
  });

  it("are on levels, and no import leads up", () => {
    expect(unplaced(filesOf("simulator"))).toEqual([]);
    expect(upward(arrows)).toEqual([]);
  });

  it("have features that import no other feature", () => {
    expect(acrossFeatures(arrows)).toEqual([]);
  });
});

describe("files", () => {
  it("have at most 400 lines, unless a command makes them", () => {
    const written = [
      ...LAYERS.flatMap(filesOf).filter((file) => /\.(tsx?|css)$/.test(file)),
      ...filesOf("test").filter((file) => file.endsWith(".test.ts")),
    ];
    const found = tooLong(
      written.map((file) => [file, textOf(file)] as const),
      GENERATED,
    );
    expect(found).toEqual([]);
  });
});

const isSource = (file: string) => /\.(tsx?|[cm]?js|mts)$/.test(file);
const everyFile = new Map(
  [...LAYERS, "test", "scripts", "bench", "bin", "examples"]
    .flatMap(filesOf)
    .filter((file) => isSource(file) && !file.includes("node_modules/"))
    .map((file) => [file, textOf(file)] as const),
);

/** What apps import, what commands generate, and the program that start-child.ts runs from compiled code. */
const NOT_JUDGED =
  /^provider\/(constructs|bindings)\/|^cli\/testing\/index\.ts$|^simulator\/platform\/contract\/tables\.ts$|^agent\/tasks\/child\.ts$/;

describe("exports", () => {
  it("are each used by another file", () => {
    const isJudged = (file: string) =>
      LAYERS.includes(file.split("/", 1)[0]!) && !NOT_JUDGED.test(file) && /\.tsx?$/.test(file);
    expect([...everyFile.keys()].filter(isJudged).length).toBeGreaterThan(1_000);
    expect(unusedExports(everyFile, isJudged)).toEqual([]);
  });

  it("are found unused where only their own module, or one that passes them on, has the name", () => {
    const tree = new Map([
      ["a/parts.ts", "export function used() {}\nexport const alone = 1;\nexport class Held { alone; }\n"],
      ["a/index.ts", 'export { Held, type Shape, used } from "./parts.js";\n'],
      ["b/page.ts", 'import { used } from "../a/index.js";\nused();\n'],
      ["b/other.ts", "const alone = 2;\n"],
      ["a/table.ts", "export const row = 1;\n"],
      ["b/whole.ts", 'import * as rows from "../a/table.js";\nimport * as list from "../a/list.js";\n'],
      ["a/list.ts", 'export { entry } from "./entry.js";\n'],
      ["a/entry.ts", "export const entry = 1;\n"],
    ]);
    expect(unusedExports(tree, () => true)).toEqual(["a/parts.ts: alone", "a/parts.ts: Held"]);
  });
});

describe("the checks themselves", () => {
  const from = (file: string, ...targets: string[]) => targets.map((target) => ({ file, target }));

  it("find imports of every kind, and none in comments", () => {
    const text = [
      'import type { A } from "./types.js";',
      'export * from "../b/index.js";',
      "import {",
      "  c,",
      '} from "./page.js";',
      'const later = await import("./later.js");',
      'import "side-effect";',
      "/**",
      ' * import { x } from "./example.js";',
      " */",
      '// import { y } from "./gone.js";',
    ].join("\n");
    const there = new Set(["a/types.ts", "b/index.ts", "a/page.tsx", "a/later.ts"]);
    const targets = importsOf("a/x.ts", text, there).map(({ target }) => target);
    expect(targets).toEqual(["a/types.ts", "b/index.ts", "a/page.tsx", "a/later.ts", "side-effect"]);
  });

  it("find a circle of files, of folders and of rooms", () => {
    const files = [...from("s/a/x/1.ts", "s/a/x/2.ts"), ...from("s/a/x/2.ts", "s/a/x/1.ts")];
    expect(circles(files, (file) => file)).toEqual([["s/a/x/1.ts", "s/a/x/2.ts"]]);
    expect(circles(files, folderOf)).toEqual([]);
    const folders = [...from("s/a/x/1.ts", "s/a/y/1.ts"), ...from("s/a/y/2.ts", "s/a/x/2.ts")];
    expect(circles(folders, (file) => file)).toEqual([]);
    expect(circles(folders, folderOf)).toEqual([["s/a/x", "s/a/y"]]);
    expect(circles(folders, roomOf)).toEqual([]);
    const rooms = [
      ...from("s/a/x/1.ts", "s/b/x/1.ts"),
      ...from("s/b/y/1.ts", "s/c/1.ts"),
      ...from("s/c/2.ts", "s/a/y/1.ts"),
    ];
    expect(circles(rooms, folderOf)).toEqual([]);
    expect(circles(rooms, roomOf)).toEqual([["s/a", "s/b", "s/c"]]);
  });

  it("find two circles where there are two, and none in a tree that meets again", () => {
    const tree = [...from("a/1", "b/1", "c/1"), ...from("b/1", "d/1"), ...from("c/1", "d/1")];
    expect(circles(tree, folderOf)).toEqual([]);
    const two = [...tree, ...from("c/2", "a/2"), ...from("e/1", "f/1"), ...from("f/2", "e/2")];
    expect(circles(two, folderOf)).toEqual([
      ["a", "c"],
      ["e", "f"],
    ]);
  });

  it("find an arrow that leads up, a room too many, a loose file and one that is too long", () => {
    const up = from("simulator/core/a.ts", "simulator/pools/b.ts", "simulator/platform/c.ts");
    expect(upward(up)).toEqual([up[0]]);
    expect(upward(from("simulator/pools/a.ts", "simulator/runs/b.ts"))).toEqual([]);
    expect(upward(from("simulator/server.ts", "simulator/features/a/index.ts"))).toEqual([]);
    const known = from("simulator/agents/a.ts", "simulator/features/a/index.ts");
    expect(upward(known)).toEqual(known);
    const within = from("simulator/features/a/index.ts", "simulator/features/feature.ts");
    const across = from("simulator/features/a/index.ts", "simulator/features/b/index.ts");
    expect(acrossFeatures([...within, ...across])).toEqual(across);
    expect(unplaced(["simulator/server.ts", "simulator/new/a.ts"])).toEqual(["simulator/new/a.ts"]);
    expect(roomsOf(["simulator/server.ts", "simulator/loose.ts", "simulator/core/x/a.ts"])).toEqual({
      rooms: ["simulator/core"],
      loose: ["simulator/server.ts", "simulator/loose.ts"],
    });
    const long = ["long.ts", "\n".repeat(401)] as const;
    expect(tooLong([long, ["short.ts", "\n".repeat(400)]], GENERATED)).toEqual(["long.ts has 401 lines"]);
    expect(tooLong([["provider/bindings/pool.ts", long[1]]], GENERATED)).toEqual([]);
  });
});

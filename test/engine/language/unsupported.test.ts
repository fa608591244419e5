/** What the embedded engine does not do is named, with its place and who does it. */
import { describe, expect, it } from "vitest";
import { load } from "./folder.js";

const REFUSED: readonly (readonly [what: string, text: string, line: number])[] = [
  ["ephemeral resources", 'ephemeral "x" "y" {\n}\n', 1],
  ["other provisioners", 'resource "null_resource" "a" {\n  provisioner "remote-exec" {\n  }\n}\n', 2],
  ["encryption", "terraform {\n  encryption {\n  }\n}\n", 2],
  ["providers with for_each", 'provider "null" {\n  alias = "x"\n  for_each = {}\n}\n', 3],
  ["import with a provider", 'import {\n  to = a.b\n  id = "x"\n  provider = null\n}\n', 4],
];

describe("refused, with file and line and the way out", () => {
  it.each(REFUSED)("%s", async (_, text, line) => {
    const { configuration, diagnostics } = await load({ "main.tf": text });
    expect(configuration).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "Unsupported by the embedded engine",
        range: { file: "main.tf", start: { line } },
      },
    ]);
    expect(diagnostics[0]!.detail).toContain("--engine tofu");
  });

  it.each([
    "hashicorp/consul/aws",
    "hg::https://example.com/m",
    "s3::https://example.com/m.zip",
    "git::ext::sh -c id",
    "git::--upload-pack=id",
    "git::https://example.com/m.git//../../x",
    "git::https://example.com/m.git?sshkey=x",
    "git::https://example.com/m.git?ref=--upload-pack=id",
    "http://example.com/m.tar.gz",
    "github.com/a",
  ])("the module source %s", async (source) => {
    const { configuration, diagnostics } = await load({
      "main.tf": `module "m" {\n  source = ${JSON.stringify(source)}\n}\n`,
    });
    expect(configuration).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "Unsupported module source",
        range: { file: "main.tf", start: { line: 2 } },
      },
    ]);
    expect(diagnostics[0]!.detail).toContain(source);
    expect(diagnostics[0]!.detail).toContain('source = "./modules/m"');
    expect(diagnostics[0]!.detail).toContain("--engine tofu");
  });
});

describe("noted, and left aside", () => {
  it("a backend other than local", async () => {
    const { configuration, diagnostics } = await load({
      "main.tf": 'terraform {\n  backend "s3" {\n  }\n}\n',
    });
    expect(configuration).toBeDefined();
    expect(diagnostics).toMatchObject([
      { severity: "warning", summary: "Backend ignored", range: { start: { line: 2 } } },
    ]);
    expect(diagnostics[0]!.detail).toContain('"s3"');
  });

  it("connections", async () => {
    const { configuration } = await load({
      "main.tf": 'resource "null_resource" "a" {\n  connection {\n    host = "x"\n  }\n}\n',
    });
    expect(configuration).toBeDefined();
  });
});

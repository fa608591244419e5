/** `fmt` and `graph` on the command line; `test/conformance/format.test.ts` compares what they write with the real tofu. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { typed } from "./support.js";

let cwd: string;
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "format-"));
  cwd = made;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  mkdirSync(join(cwd, "below"));
  writeFileSync(join(cwd, "a.tf"), 'variable a{\ntype="string"\n}\n');
  writeFileSync(join(cwd, "b.tfvars"), "x=1\nlong=2\n");
  writeFileSync(join(cwd, "c.tf"), "locals {\n  a = 1\n}\n");
  writeFileSync(join(cwd, "d.tf.json"), '{"locals":{"a":1}}');
  writeFileSync(join(cwd, "below", "e.tofu"), "locals {\na=1\n}\n");
});

const text = (name: string) => readFileSync(join(cwd, name), "utf8");

test("fmt lays out the files of a folder and says which", async () => {
  const { code, stdout } = await typed(["fmt"], { cwd });
  expect([code, stdout]).toEqual([0, "a.tf\nb.tfvars\n"]);
  expect(text("a.tf")).toBe('variable "a" {\n  type = string\n}\n');
  expect(text("b.tfvars")).toBe("x    = 1\nlong = 2\n");
  expect(text("below/e.tofu")).toBe("locals {\na=1\n}\n");
  expect(await typed(["fmt", "-check"], { cwd })).toMatchObject({ code: 0, stdout: "" });
});

test("fmt -check changes nothing and fails", async () => {
  const { code, stdout, stderr } = await typed(["fmt", "-check", "-recursive"], { cwd });
  expect([code, stdout]).toEqual([1, "a.tf\nb.tfvars\nbelow/e.tofu\n"]);
  expect(stderr).toBe("Error: 3 files are not in the usual layout. Run scalr-sandbox fmt to change that.\n");
  expect(text("b.tfvars")).toBe("x=1\nlong=2\n");
});

test("fmt takes one file, and leaves one with mistakes as it is", async () => {
  expect(await typed(["fmt", "below/e.tofu"], { cwd })).toMatchObject({ code: 0, stdout: "below/e.tofu\n" });
  writeFileSync(join(cwd, "c.tf"), "locals {\n  a =\n}\n");
  const { code, stderr } = await typed(["fmt", "c.tf"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain("on c.tf line 2");
  expect(text("c.tf")).toBe("locals {\n  a =\n}\n");
  expect(await typed(["fmt", "nowhere"], { cwd })).toMatchObject({ code: 1, stdout: "" });
});

test("a file in another encoding is left as it is, and its line and the remedy are said", async () => {
  const latin = Buffer.from('locals {\n  x = 1\n  name = "caf\xe9"\n}\n', "latin1");
  writeFileSync(join(cwd, "c.tf"), latin);
  writeFileSync(join(cwd, "terraform.tfvars"), latin);
  const said = /Invalid character encoding.+on FILE line 3.+caf.+Save it as UTF-8.+iconv -f ISO-8859-1/s;
  const about = (file: string) => new RegExp(said.source.replace("FILE", file), "s");
  for (const file of ["c.tf", "terraform.tfvars"]) {
    const formatted = await typed(["fmt", file], { cwd });
    expect([formatted.code, formatted.stdout]).toEqual([1, ""]);
    expect(formatted.stderr).toMatch(about(file));
    expect(readFileSync(join(cwd, file))).toEqual(latin);
  }
  expect((await typed(["validate"], { cwd })).stderr).toMatch(about("c.tf"));
  for (const file of ["a.tf", "c.tf"]) writeFileSync(join(cwd, file), "");
  expect((await typed(["plan"], { cwd })).stderr).toMatch(about("terraform.tfvars"));
});

test("comments keep their bytes, whatever their encoding", async () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  writeFileSync(
    join(cwd, "c.tf"),
    bytes("# caf\xe9 \xc3\xa9\nlocals {\n  x=1 // \xe9\n  y = /* \xff */ 2\n}\n"),
  );
  expect(await typed(["fmt", "c.tf"], { cwd })).toMatchObject({ code: 0, stdout: "c.tf\n", stderr: "" });
  expect(readFileSync(join(cwd, "c.tf"))).toEqual(
    bytes("# caf\xe9 \xc3\xa9\nlocals {\n  x = 1 // \xe9\n  y = /* \xff */ 2\n}\n"),
  );
  writeFileSync(join(cwd, "a.tf"), "");
  expect(await typed(["validate"], { cwd })).toMatchObject({ code: 0 });
  writeFileSync(join(cwd, "d.tf.json"), bytes('{"//": "caf\xe9"}'));
  expect((await typed(["validate"], { cwd })).stderr).toMatch(
    /Invalid character encoding.+on d.tf.json line 1/s,
  );
});

test("graph draws what needs what", async () => {
  writeFileSync(
    join(cwd, "below", "main.tf"),
    'resource "terraform_data" "a" {}\nlocals { mid = terraform_data.a.id }\nresource "terraform_data" "b" { input = local.mid }\noutput "o" { value = terraform_data.b.id }\n',
  );
  const { code, stdout } = await typed(["graph", "below"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toBe(`digraph {
  rankdir = "RL"
  "output.o" [shape = "note"]
  "provider[\\"terraform.io/builtin/terraform\\"]" [shape = "diamond"]
  "terraform_data.a" [shape = "box"]
  "terraform_data.b" [shape = "box"]
  "output.o" -> "terraform_data.b"
  "terraform_data.a" -> "provider[\\"terraform.io/builtin/terraform\\"]"
  "terraform_data.b" -> "terraform_data.a"
}
`);
  writeFileSync(join(cwd, "below", "main.tf"), 'output "o" { value = local.none }\n');
  expect(await typed(["graph", "below"], { cwd })).toMatchObject({ code: 1, stdout: "" });
});

/** Sessions with workspaces: commands that `tofu` and `scalr-sandbox` both take, and what is to be seen of each. */
export interface Step {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code?: number;
  /** Parts of what it prints. */
  readonly says?: readonly string[];
  /** The whole list of `workspace list`. */
  readonly lists?: readonly string[];
}

export interface Session {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** States that exist in the end. */
  readonly states: readonly string[];
}

const apply = ["apply", "-auto-approve"];
const main =
  'resource "terraform_data" "a" {\n  input = terraform.workspace\n}\noutput "at" { value = terraform_data.a.output }\n';

export const sessions: readonly Session[] = [
  {
    what: "a state for each workspace",
    files: { "main.tf": main },
    steps: [
      { args: ["workspace", "list"], lists: ["* default"] },
      { args: ["workspace", "show"], says: ["default"] },
      { args: apply, says: ["Resources: 1 added", 'at = "default"'] },
      { args: ["workspace", "new", "blue"], says: ['Created and switched to workspace "blue"!'] },
      { args: ["workspace", "list"], lists: ["  default", "* blue"] },
      { args: ["state", "list"], code: 1 },
      { args: apply, says: ["Resources: 1 added", 'at = "blue"'] },
      { args: ["output", "at"], says: ['"blue"'] },
      { args: ["workspace", "select", "default"], says: ['Switched to workspace "default".'] },
      { args: ["output", "at"], says: ['"default"'] },
      { args: ["plan", "-detailed-exitcode"], code: 0 },
      { args: ["workspace", "show"], says: ["default"] },
    ],
    states: ["terraform.tfstate", "terraform.tfstate.d/blue/terraform.tfstate"],
  },
  {
    what: "what cannot be done",
    files: { "main.tf": main },
    steps: [
      { args: ["workspace", "select", "nope"], code: 1, says: ['Workspace "nope" doesn\'t exist'] },
      { args: ["workspace", "new", "a"] },
      { args: ["workspace", "new", "a"], code: 1, says: ['Workspace "a" already exists'] },
      { args: ["workspace", "delete", "a"], code: 1, says: ['Workspace "a" is your active workspace'] },
      { args: apply },
      { args: ["workspace", "select", "-or-create", "b"] },
      { args: ["workspace", "delete", "nope"], code: 1, says: ['Workspace "nope" doesn\'t exist'] },
      { args: ["workspace", "delete", "a"], code: 1, says: ["terraform_data.a"] },
      { args: ["workspace", "delete", "-force", "a"], says: ['Deleted workspace "a"!'] },
      { args: ["workspace", "list"], lists: ["  default", "* b"] },
    ],
    states: [],
  },
  {
    what: "TF_WORKSPACE, and a backend that names other places",
    files: {
      "main.tofu": `terraform {\n  backend "local" {\n    path = "here.tfstate"\n    workspace_dir = "there"\n  }\n}\n${main}`,
    },
    steps: [
      { args: apply, says: ['at = "default"'] },
      { args: apply, env: { TF_WORKSPACE: "green" }, says: ['at = "green"'] },
      { args: ["workspace", "show"], env: { TF_WORKSPACE: "green" }, says: ["green"] },
      {
        args: ["workspace", "select", "default"],
        env: { TF_WORKSPACE: "green" },
        code: 1,
        says: ["TF_WORKSPACE"],
      },
      { args: ["workspace", "list"], lists: ["* default", "  green"] },
    ],
    states: ["here.tfstate", "there/green/terraform.tfstate"],
  },
  {
    what: "a folder with .tofu.json alone",
    files: { "main.tofu.json": '{"output": {"at": {"value": "json"}}}' },
    steps: [{ args: apply, says: ['at = "json"'] }],
    states: ["terraform.tfstate"],
  },
];

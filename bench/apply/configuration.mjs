/** Resources of one group: an environment, a pool, and workspaces that refer to both. */
const GROUP = 10;

const HEADER = `terraform {
  required_providers {
    scalr = {
      source = "registry.scalr.io/scalr/scalr"
    }
  }
}

provider "scalr" {}
`;

/**
 * A configuration of `size` resources that every Scalr provider knows, each in a block of its own, as cdktf writes them. Names
 * begin with `prefix`.
 */
export function configuration(size, prefix) {
  const blocks = [];
  for (let n = 0; n < size; n++) {
    const group = Math.floor(n / GROUP);
    if (n % GROUP === 0)
      blocks.push(block("scalr_environment", `e${group}`, { name: `"${prefix}-${group}"` }));
    else if (n % GROUP === 1)
      blocks.push(block("scalr_agent_pool", `p${group}`, { name: `"${prefix}-${group}"` }));
    else {
      const settings = {
        name: `"w${n}"`,
        environment_id: `scalr_environment.e${group}.id`,
        agent_pool_id: `scalr_agent_pool.p${group}.id`,
        auto_apply: "true",
      };
      blocks.push(block("scalr_workspace", `w${n}`, settings));
    }
  }
  return [HEADER, ...blocks].join("\n");
}

function block(type, name, settings) {
  const lines = Object.entries(settings).map(([key, value]) => `  ${key} = ${value}`);
  return `resource "${type}" "${name}" {\n${lines.join("\n")}\n}\n`;
}

/** Where a workspace is found from a terminal. */
export interface Place {
  /** The sandbox's address over HTTPS, with its port. */
  readonly host: string;
  readonly environment: { readonly id: string; readonly name: string };
  readonly workspace: string;
}

/** The programs take no name with spaces or slashes in it as an organization; an id they do. */
const organizationOf = ({ id, name }: Place["environment"]): string => (/[\s/]/.test(name) ? id : name);

/** The block that makes a configuration's workspace this one. */
export const backendBlock = ({ host, environment, workspace }: Place): string =>
  `terraform {
  backend "remote" {
    hostname     = ${JSON.stringify(host)}
    organization = ${JSON.stringify(organizationOf(environment))}

    workspaces {
      name = ${JSON.stringify(workspace)}
    }
  }
}
`;

/** What reads the workspace's outputs from another configuration. */
export const outputUsage = (place: Place, output: string): string => {
  const label = place.workspace.replace(/[^\w-]/g, "_").replace(/^(?=[\d-])/, "_");
  return `data "terraform_remote_state" "${label}" {
  backend = "remote"

  config = {
    hostname     = ${JSON.stringify(place.host)}
    organization = ${JSON.stringify(organizationOf(place.environment))}
    workspaces = {
      name = ${JSON.stringify(place.workspace)}
    }
  }
}

# data.terraform_remote_state.${label}.outputs.${output}
`;
};

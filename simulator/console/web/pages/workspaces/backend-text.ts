/** The address of a workspace for a terminal. */
export interface Place {
  /** The sandbox's address over HTTPS, with its port. */
  readonly host: string;
  readonly environment: { readonly id: string; readonly name: string };
  readonly workspace: string;
}

/** tofu and terraform do not accept an organization name with spaces or slashes, but its id. */
const organizationOf = ({ id, name }: Place["environment"]): string => (/[\s/]/.test(name) ? id : name);

/** The backend block that connects a configuration to this workspace. */
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

/** The data source that reads the workspace's outputs from another configuration. */
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

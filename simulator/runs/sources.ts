/** The `source` of configurations from tofu and terraform, and of their runs. */
export const CLI_SOURCE = "cli";

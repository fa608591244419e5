/** `source` of what tofu and terraform upload and of the runs that they start. */
export const CLI_SOURCE = "cli";

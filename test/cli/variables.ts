/** Command lines that set the variable `a` more than once, and the value that OpenTofu gives it. */
export const variableFiles = {
  "main.tf": 'variable "a" { default = "default" }\n',
  "one.tfvars": 'a = "one"\n',
  "two.tfvars": 'a = "two"\n',
} as const;

export const variableOrders: readonly (readonly [flags: readonly string[], value: string])[] = [
  [["-var-file=one.tfvars", "-var=a=word"], "word"],
  [["-var=a=word", "-var-file=one.tfvars"], "one"],
  [["-var", "a=word", "-var-file", "one.tfvars", "-var", "a=last"], "last"],
  [["-var-file=two.tfvars", "-var=a=word", "-var-file=one.tfvars"], "one"],
  [["-var-file=one.tfvars", "-var-file=two.tfvars"], "two"],
];

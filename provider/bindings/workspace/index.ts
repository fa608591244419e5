// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface WorkspaceConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the run pool that it is linked to; overrides every default (R2).
  */
  readonly agentPoolId?: string;
  /**
  * Whether a plan with changes is applied without confirmation.
  */
  readonly autoApply?: boolean | cdktf.IResolvable;
  /**
  * When a new configuration starts a run: skip_first (default), always, never, on_create_only.
  */
  readonly autoQueueRuns?: string;
  /**
  * Whether it cannot be deleted while it manages resources.
  */
  readonly deletionProtectionEnabled?: boolean | cdktf.IResolvable;
  /**
  * Id of its environment.
  */
  readonly environmentId: string;
  /**
  * Where plans and applies run: remote (on agents or the Scalr runners) or local (on the caller's machine).
  */
  readonly executionMode?: string;
  /**
  * Whether a newer configuration replaces the runs that wait.
  */
  readonly forceLatestRun?: boolean | cdktf.IResolvable;
  /**
  * Program that executes its runs: terraform or opentofu.
  */
  readonly iacPlatform?: string;
  /**
  * Id of the module version it deploys.
  */
  readonly moduleVersionId?: string;
  /**
  * Name of the workspace.
  */
  readonly name: string;
  /**
  * Whether runs execute remotely.
  */
  readonly operations?: boolean | cdktf.IResolvable;
  /**
  * Whether Scalr keeps its state.
  */
  readonly remoteBackend?: boolean | cdktf.IResolvable;
  /**
  * Ids of the workspaces that may read its state; ["*"] for all of its environment.
  */
  readonly remoteStateConsumers?: string[];
  /**
  * Timeout of a plan or apply in minutes, from 10 to 720. Default: 60.
  */
  readonly runOperationTimeout?: number;
  /**
  * Id of the SSH key with which its runs fetch modules.
  */
  readonly sshKeyId?: string;
  /**
  * Ids of its tags.
  */
  readonly tagIds?: string[];
  /**
  * Version of that program. Default: the account's.
  */
  readonly terraformVersion?: string;
  /**
  * Environment type: production, staging, testing, development, unmapped.
  */
  readonly type?: string;
  /**
  * Variable files in the configuration, in the order in which they apply.
  */
  readonly varFiles?: string[];
  /**
  * Id of the VCS provider of its configuration.
  */
  readonly vcsProviderId?: string;
  /**
  * Folder of the configuration in which runs execute.
  */
  readonly workingDirectory?: string;
  /**
  * hooks block
  */
  readonly hooks?: WorkspaceHooks[] | cdktf.IResolvable;
  /**
  * provider_configuration block
  */
  readonly providerConfiguration?: WorkspaceProviderConfiguration[] | cdktf.IResolvable;
  /**
  * terragrunt block
  */
  readonly terragrunt?: WorkspaceTerragrunt[] | cdktf.IResolvable;
  /**
  * vcs_repo block
  */
  readonly vcsRepo?: WorkspaceVcsRepo[] | cdktf.IResolvable;
}
export interface WorkspaceCreatedBy {
}

export function workspaceCreatedByToTerraform(struct?: WorkspaceCreatedBy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function workspaceCreatedByToHclTerraform(struct?: WorkspaceCreatedBy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class WorkspaceCreatedByOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): WorkspaceCreatedBy | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: WorkspaceCreatedBy | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // email - computed: true, optional: false, required: false
  public get email() {
    return this.getStringAttribute('email');
  }

  // full_name - computed: true, optional: false, required: false
  public get fullName() {
    return this.getStringAttribute('full_name');
  }

  // username - computed: true, optional: false, required: false
  public get username() {
    return this.getStringAttribute('username');
  }
}

export class WorkspaceCreatedByList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): WorkspaceCreatedByOutputReference {
    return new WorkspaceCreatedByOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface WorkspaceHooks {
  /**
  * Command after the apply.
  */
  readonly postApply?: string;
  /**
  * Command after the plan.
  */
  readonly postPlan?: string;
  /**
  * Command before the apply.
  */
  readonly preApply?: string;
  /**
  * Command before init.
  */
  readonly preInit?: string;
  /**
  * Command before the plan.
  */
  readonly prePlan?: string;
}

export function workspaceHooksToTerraform(struct?: WorkspaceHooks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    post_apply: cdktf.stringToTerraform(struct!.postApply),
    post_plan: cdktf.stringToTerraform(struct!.postPlan),
    pre_apply: cdktf.stringToTerraform(struct!.preApply),
    pre_init: cdktf.stringToTerraform(struct!.preInit),
    pre_plan: cdktf.stringToTerraform(struct!.prePlan),
  }
}


export function workspaceHooksToHclTerraform(struct?: WorkspaceHooks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    post_apply: {
      value: cdktf.stringToHclTerraform(struct!.postApply),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    post_plan: {
      value: cdktf.stringToHclTerraform(struct!.postPlan),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    pre_apply: {
      value: cdktf.stringToHclTerraform(struct!.preApply),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    pre_init: {
      value: cdktf.stringToHclTerraform(struct!.preInit),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    pre_plan: {
      value: cdktf.stringToHclTerraform(struct!.prePlan),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class WorkspaceHooksOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): WorkspaceHooks | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._postApply !== undefined) {
      hasAnyValues = true;
      internalValueResult.postApply = this._postApply;
    }
    if (this._postPlan !== undefined) {
      hasAnyValues = true;
      internalValueResult.postPlan = this._postPlan;
    }
    if (this._preApply !== undefined) {
      hasAnyValues = true;
      internalValueResult.preApply = this._preApply;
    }
    if (this._preInit !== undefined) {
      hasAnyValues = true;
      internalValueResult.preInit = this._preInit;
    }
    if (this._prePlan !== undefined) {
      hasAnyValues = true;
      internalValueResult.prePlan = this._prePlan;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: WorkspaceHooks | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._postApply = undefined;
      this._postPlan = undefined;
      this._preApply = undefined;
      this._preInit = undefined;
      this._prePlan = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._postApply = value.postApply;
      this._postPlan = value.postPlan;
      this._preApply = value.preApply;
      this._preInit = value.preInit;
      this._prePlan = value.prePlan;
    }
  }

  // post_apply - computed: true, optional: true, required: false
  private _postApply?: string;
  public get postApply() {
    return this.getStringAttribute('post_apply');
  }
  public set postApply(value: string) {
    this._postApply = value;
  }
  public resetPostApply() {
    this._postApply = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get postApplyInput() {
    return this._postApply;
  }

  // post_plan - computed: true, optional: true, required: false
  private _postPlan?: string;
  public get postPlan() {
    return this.getStringAttribute('post_plan');
  }
  public set postPlan(value: string) {
    this._postPlan = value;
  }
  public resetPostPlan() {
    this._postPlan = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get postPlanInput() {
    return this._postPlan;
  }

  // pre_apply - computed: true, optional: true, required: false
  private _preApply?: string;
  public get preApply() {
    return this.getStringAttribute('pre_apply');
  }
  public set preApply(value: string) {
    this._preApply = value;
  }
  public resetPreApply() {
    this._preApply = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get preApplyInput() {
    return this._preApply;
  }

  // pre_init - computed: true, optional: true, required: false
  private _preInit?: string;
  public get preInit() {
    return this.getStringAttribute('pre_init');
  }
  public set preInit(value: string) {
    this._preInit = value;
  }
  public resetPreInit() {
    this._preInit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get preInitInput() {
    return this._preInit;
  }

  // pre_plan - computed: true, optional: true, required: false
  private _prePlan?: string;
  public get prePlan() {
    return this.getStringAttribute('pre_plan');
  }
  public set prePlan(value: string) {
    this._prePlan = value;
  }
  public resetPrePlan() {
    this._prePlan = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get prePlanInput() {
    return this._prePlan;
  }
}

export class WorkspaceHooksList extends cdktf.ComplexList {
  public internalValue? : WorkspaceHooks[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): WorkspaceHooksOutputReference {
    return new WorkspaceHooksOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface WorkspaceProviderConfiguration {
  /**
  * Alias of the provider in the configuration.
  */
  readonly alias?: string;
  /**
  * Id of the provider configuration.
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
}

export function workspaceProviderConfigurationToTerraform(struct?: WorkspaceProviderConfiguration | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    alias: cdktf.stringToTerraform(struct!.alias),
    id: cdktf.stringToTerraform(struct!.id),
  }
}


export function workspaceProviderConfigurationToHclTerraform(struct?: WorkspaceProviderConfiguration | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    alias: {
      value: cdktf.stringToHclTerraform(struct!.alias),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    id: {
      value: cdktf.stringToHclTerraform(struct!.id),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class WorkspaceProviderConfigurationOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): WorkspaceProviderConfiguration | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._alias !== undefined) {
      hasAnyValues = true;
      internalValueResult.alias = this._alias;
    }
    if (this._id !== undefined) {
      hasAnyValues = true;
      internalValueResult.id = this._id;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: WorkspaceProviderConfiguration | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._alias = undefined;
      this._id = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._alias = value.alias;
      this._id = value.id;
    }
  }

  // alias - computed: true, optional: true, required: false
  private _alias?: string;
  public get alias() {
    return this.getStringAttribute('alias');
  }
  public set alias(value: string) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // id - computed: false, optional: false, required: true
  private _id?: string;
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }
}

export class WorkspaceProviderConfigurationList extends cdktf.ComplexList {
  public internalValue? : WorkspaceProviderConfiguration[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): WorkspaceProviderConfigurationOutputReference {
    return new WorkspaceProviderConfigurationOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface WorkspaceTerragrunt {
  /**
  * Whether modules outside the working directory run too.
  */
  readonly includeExternalDependencies?: boolean | cdktf.IResolvable;
  /**
  * Whether all modules run.
  */
  readonly useRunAll?: boolean | cdktf.IResolvable;
  /**
  * Version of terragrunt.
  */
  readonly version: string;
}

export function workspaceTerragruntToTerraform(struct?: WorkspaceTerragrunt | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    include_external_dependencies: cdktf.booleanToTerraform(struct!.includeExternalDependencies),
    use_run_all: cdktf.booleanToTerraform(struct!.useRunAll),
    version: cdktf.stringToTerraform(struct!.version),
  }
}


export function workspaceTerragruntToHclTerraform(struct?: WorkspaceTerragrunt | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    include_external_dependencies: {
      value: cdktf.booleanToHclTerraform(struct!.includeExternalDependencies),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    use_run_all: {
      value: cdktf.booleanToHclTerraform(struct!.useRunAll),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    version: {
      value: cdktf.stringToHclTerraform(struct!.version),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class WorkspaceTerragruntOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): WorkspaceTerragrunt | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._includeExternalDependencies !== undefined) {
      hasAnyValues = true;
      internalValueResult.includeExternalDependencies = this._includeExternalDependencies;
    }
    if (this._useRunAll !== undefined) {
      hasAnyValues = true;
      internalValueResult.useRunAll = this._useRunAll;
    }
    if (this._version !== undefined) {
      hasAnyValues = true;
      internalValueResult.version = this._version;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: WorkspaceTerragrunt | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._includeExternalDependencies = undefined;
      this._useRunAll = undefined;
      this._version = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._includeExternalDependencies = value.includeExternalDependencies;
      this._useRunAll = value.useRunAll;
      this._version = value.version;
    }
  }

  // include_external_dependencies - computed: true, optional: true, required: false
  private _includeExternalDependencies?: boolean | cdktf.IResolvable;
  public get includeExternalDependencies() {
    return this.getBooleanAttribute('include_external_dependencies');
  }
  public set includeExternalDependencies(value: boolean | cdktf.IResolvable) {
    this._includeExternalDependencies = value;
  }
  public resetIncludeExternalDependencies() {
    this._includeExternalDependencies = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get includeExternalDependenciesInput() {
    return this._includeExternalDependencies;
  }

  // use_run_all - computed: true, optional: true, required: false
  private _useRunAll?: boolean | cdktf.IResolvable;
  public get useRunAll() {
    return this.getBooleanAttribute('use_run_all');
  }
  public set useRunAll(value: boolean | cdktf.IResolvable) {
    this._useRunAll = value;
  }
  public resetUseRunAll() {
    this._useRunAll = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get useRunAllInput() {
    return this._useRunAll;
  }

  // version - computed: false, optional: false, required: true
  private _version?: string;
  public get version() {
    return this.getStringAttribute('version');
  }
  public set version(value: string) {
    this._version = value;
  }
  // Temporarily expose input value. Use with caution.
  public get versionInput() {
    return this._version;
  }
}

export class WorkspaceTerragruntList extends cdktf.ComplexList {
  public internalValue? : WorkspaceTerragrunt[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): WorkspaceTerragruntOutputReference {
    return new WorkspaceTerragruntOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface WorkspaceVcsRepo {
  /**
  * Branch. Default: the repository's own.
  */
  readonly branch?: string;
  /**
  * Whether pull requests start dry runs.
  */
  readonly dryRunsEnabled?: boolean | cdktf.IResolvable;
  /**
  * Owner and name of the repository.
  */
  readonly identifier: string;
  /**
  * Whether submodules are fetched.
  */
  readonly ingressSubmodules?: boolean | cdktf.IResolvable;
  /**
  * Folder in the repository.
  */
  readonly path?: string;
  /**
  * Patterns, as in .gitignore, of files whose change starts a run.
  */
  readonly triggerPatterns?: string;
  /**
  * Folders where a change starts a run.
  */
  readonly triggerPrefixes?: string[];
  /**
  * Constraint that the version in a tag must satisfy.
  */
  readonly versionConstraint?: string;
}

export function workspaceVcsRepoToTerraform(struct?: WorkspaceVcsRepo | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    branch: cdktf.stringToTerraform(struct!.branch),
    dry_runs_enabled: cdktf.booleanToTerraform(struct!.dryRunsEnabled),
    identifier: cdktf.stringToTerraform(struct!.identifier),
    ingress_submodules: cdktf.booleanToTerraform(struct!.ingressSubmodules),
    path: cdktf.stringToTerraform(struct!.path),
    trigger_patterns: cdktf.stringToTerraform(struct!.triggerPatterns),
    trigger_prefixes: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.triggerPrefixes),
    version_constraint: cdktf.stringToTerraform(struct!.versionConstraint),
  }
}


export function workspaceVcsRepoToHclTerraform(struct?: WorkspaceVcsRepo | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    branch: {
      value: cdktf.stringToHclTerraform(struct!.branch),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    dry_runs_enabled: {
      value: cdktf.booleanToHclTerraform(struct!.dryRunsEnabled),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    identifier: {
      value: cdktf.stringToHclTerraform(struct!.identifier),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ingress_submodules: {
      value: cdktf.booleanToHclTerraform(struct!.ingressSubmodules),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    trigger_patterns: {
      value: cdktf.stringToHclTerraform(struct!.triggerPatterns),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    trigger_prefixes: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.triggerPrefixes),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    version_constraint: {
      value: cdktf.stringToHclTerraform(struct!.versionConstraint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class WorkspaceVcsRepoOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): WorkspaceVcsRepo | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._branch !== undefined) {
      hasAnyValues = true;
      internalValueResult.branch = this._branch;
    }
    if (this._dryRunsEnabled !== undefined) {
      hasAnyValues = true;
      internalValueResult.dryRunsEnabled = this._dryRunsEnabled;
    }
    if (this._identifier !== undefined) {
      hasAnyValues = true;
      internalValueResult.identifier = this._identifier;
    }
    if (this._ingressSubmodules !== undefined) {
      hasAnyValues = true;
      internalValueResult.ingressSubmodules = this._ingressSubmodules;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    if (this._triggerPatterns !== undefined) {
      hasAnyValues = true;
      internalValueResult.triggerPatterns = this._triggerPatterns;
    }
    if (this._triggerPrefixes !== undefined) {
      hasAnyValues = true;
      internalValueResult.triggerPrefixes = this._triggerPrefixes;
    }
    if (this._versionConstraint !== undefined) {
      hasAnyValues = true;
      internalValueResult.versionConstraint = this._versionConstraint;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: WorkspaceVcsRepo | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._branch = undefined;
      this._dryRunsEnabled = undefined;
      this._identifier = undefined;
      this._ingressSubmodules = undefined;
      this._path = undefined;
      this._triggerPatterns = undefined;
      this._triggerPrefixes = undefined;
      this._versionConstraint = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._branch = value.branch;
      this._dryRunsEnabled = value.dryRunsEnabled;
      this._identifier = value.identifier;
      this._ingressSubmodules = value.ingressSubmodules;
      this._path = value.path;
      this._triggerPatterns = value.triggerPatterns;
      this._triggerPrefixes = value.triggerPrefixes;
      this._versionConstraint = value.versionConstraint;
    }
  }

  // branch - computed: true, optional: true, required: false
  private _branch?: string;
  public get branch() {
    return this.getStringAttribute('branch');
  }
  public set branch(value: string) {
    this._branch = value;
  }
  public resetBranch() {
    this._branch = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get branchInput() {
    return this._branch;
  }

  // dry_runs_enabled - computed: true, optional: true, required: false
  private _dryRunsEnabled?: boolean | cdktf.IResolvable;
  public get dryRunsEnabled() {
    return this.getBooleanAttribute('dry_runs_enabled');
  }
  public set dryRunsEnabled(value: boolean | cdktf.IResolvable) {
    this._dryRunsEnabled = value;
  }
  public resetDryRunsEnabled() {
    this._dryRunsEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dryRunsEnabledInput() {
    return this._dryRunsEnabled;
  }

  // identifier - computed: false, optional: false, required: true
  private _identifier?: string;
  public get identifier() {
    return this.getStringAttribute('identifier');
  }
  public set identifier(value: string) {
    this._identifier = value;
  }
  // Temporarily expose input value. Use with caution.
  public get identifierInput() {
    return this._identifier;
  }

  // ingress_submodules - computed: true, optional: true, required: false
  private _ingressSubmodules?: boolean | cdktf.IResolvable;
  public get ingressSubmodules() {
    return this.getBooleanAttribute('ingress_submodules');
  }
  public set ingressSubmodules(value: boolean | cdktf.IResolvable) {
    this._ingressSubmodules = value;
  }
  public resetIngressSubmodules() {
    this._ingressSubmodules = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ingressSubmodulesInput() {
    return this._ingressSubmodules;
  }

  // path - computed: true, optional: true, required: false
  private _path?: string;
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }

  // trigger_patterns - computed: true, optional: true, required: false
  private _triggerPatterns?: string;
  public get triggerPatterns() {
    return this.getStringAttribute('trigger_patterns');
  }
  public set triggerPatterns(value: string) {
    this._triggerPatterns = value;
  }
  public resetTriggerPatterns() {
    this._triggerPatterns = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get triggerPatternsInput() {
    return this._triggerPatterns;
  }

  // trigger_prefixes - computed: true, optional: true, required: false
  private _triggerPrefixes?: string[];
  public get triggerPrefixes() {
    return this.getListAttribute('trigger_prefixes');
  }
  public set triggerPrefixes(value: string[]) {
    this._triggerPrefixes = value;
  }
  public resetTriggerPrefixes() {
    this._triggerPrefixes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get triggerPrefixesInput() {
    return this._triggerPrefixes;
  }

  // version_constraint - computed: false, optional: true, required: false
  private _versionConstraint?: string;
  public get versionConstraint() {
    return this.getStringAttribute('version_constraint');
  }
  public set versionConstraint(value: string) {
    this._versionConstraint = value;
  }
  public resetVersionConstraint() {
    this._versionConstraint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionConstraintInput() {
    return this._versionConstraint;
  }
}

export class WorkspaceVcsRepoList extends cdktf.ComplexList {
  public internalValue? : WorkspaceVcsRepo[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): WorkspaceVcsRepoOutputReference {
    return new WorkspaceVcsRepoOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_workspace
*/
export class Workspace extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_workspace";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Workspace resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Workspace to import
  * @param importFromId The id of the existing Workspace that should be imported.
  * @param provider? Optional instance of the provider where the Workspace to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_workspace", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_workspace Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options WorkspaceConfig
  */
  public constructor(scope: Construct, id: string, config: WorkspaceConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_workspace',
      terraformGeneratorMetadata: {
        providerName: 'scalr',
        providerVersionConstraint: '>= 0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._agentPoolId = config.agentPoolId;
    this._autoApply = config.autoApply;
    this._autoQueueRuns = config.autoQueueRuns;
    this._deletionProtectionEnabled = config.deletionProtectionEnabled;
    this._environmentId = config.environmentId;
    this._executionMode = config.executionMode;
    this._forceLatestRun = config.forceLatestRun;
    this._iacPlatform = config.iacPlatform;
    this._moduleVersionId = config.moduleVersionId;
    this._name = config.name;
    this._operations = config.operations;
    this._remoteBackend = config.remoteBackend;
    this._remoteStateConsumers = config.remoteStateConsumers;
    this._runOperationTimeout = config.runOperationTimeout;
    this._sshKeyId = config.sshKeyId;
    this._tagIds = config.tagIds;
    this._terraformVersion = config.terraformVersion;
    this._type = config.type;
    this._varFiles = config.varFiles;
    this._vcsProviderId = config.vcsProviderId;
    this._workingDirectory = config.workingDirectory;
    this._hooks.internalValue = config.hooks;
    this._providerConfiguration.internalValue = config.providerConfiguration;
    this._terragrunt.internalValue = config.terragrunt;
    this._vcsRepo.internalValue = config.vcsRepo;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // agent_pool_id - computed: true, optional: true, required: false
  private _agentPoolId?: string;
  public get agentPoolId() {
    return this.getStringAttribute('agent_pool_id');
  }
  public set agentPoolId(value: string) {
    this._agentPoolId = value;
  }
  public resetAgentPoolId() {
    this._agentPoolId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get agentPoolIdInput() {
    return this._agentPoolId;
  }

  // auto_apply - computed: true, optional: true, required: false
  private _autoApply?: boolean | cdktf.IResolvable;
  public get autoApply() {
    return this.getBooleanAttribute('auto_apply');
  }
  public set autoApply(value: boolean | cdktf.IResolvable) {
    this._autoApply = value;
  }
  public resetAutoApply() {
    this._autoApply = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get autoApplyInput() {
    return this._autoApply;
  }

  // auto_queue_runs - computed: true, optional: true, required: false
  private _autoQueueRuns?: string;
  public get autoQueueRuns() {
    return this.getStringAttribute('auto_queue_runs');
  }
  public set autoQueueRuns(value: string) {
    this._autoQueueRuns = value;
  }
  public resetAutoQueueRuns() {
    this._autoQueueRuns = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get autoQueueRunsInput() {
    return this._autoQueueRuns;
  }

  // created_by - computed: true, optional: false, required: false
  private _createdBy = new WorkspaceCreatedByList(this, "created_by", false);
  public get createdBy() {
    return this._createdBy;
  }

  // deletion_protection_enabled - computed: true, optional: true, required: false
  private _deletionProtectionEnabled?: boolean | cdktf.IResolvable;
  public get deletionProtectionEnabled() {
    return this.getBooleanAttribute('deletion_protection_enabled');
  }
  public set deletionProtectionEnabled(value: boolean | cdktf.IResolvable) {
    this._deletionProtectionEnabled = value;
  }
  public resetDeletionProtectionEnabled() {
    this._deletionProtectionEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deletionProtectionEnabledInput() {
    return this._deletionProtectionEnabled;
  }

  // environment_id - computed: false, optional: false, required: true
  private _environmentId?: string;
  public get environmentId() {
    return this.getStringAttribute('environment_id');
  }
  public set environmentId(value: string) {
    this._environmentId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentIdInput() {
    return this._environmentId;
  }

  // execution_mode - computed: true, optional: true, required: false
  private _executionMode?: string;
  public get executionMode() {
    return this.getStringAttribute('execution_mode');
  }
  public set executionMode(value: string) {
    this._executionMode = value;
  }
  public resetExecutionMode() {
    this._executionMode = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get executionModeInput() {
    return this._executionMode;
  }

  // force_latest_run - computed: true, optional: true, required: false
  private _forceLatestRun?: boolean | cdktf.IResolvable;
  public get forceLatestRun() {
    return this.getBooleanAttribute('force_latest_run');
  }
  public set forceLatestRun(value: boolean | cdktf.IResolvable) {
    this._forceLatestRun = value;
  }
  public resetForceLatestRun() {
    this._forceLatestRun = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get forceLatestRunInput() {
    return this._forceLatestRun;
  }

  // has_resources - computed: true, optional: false, required: false
  public get hasResources() {
    return this.getBooleanAttribute('has_resources');
  }

  // iac_platform - computed: true, optional: true, required: false
  private _iacPlatform?: string;
  public get iacPlatform() {
    return this.getStringAttribute('iac_platform');
  }
  public set iacPlatform(value: string) {
    this._iacPlatform = value;
  }
  public resetIacPlatform() {
    this._iacPlatform = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get iacPlatformInput() {
    return this._iacPlatform;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // module_version_id - computed: false, optional: true, required: false
  private _moduleVersionId?: string;
  public get moduleVersionId() {
    return this.getStringAttribute('module_version_id');
  }
  public set moduleVersionId(value: string) {
    this._moduleVersionId = value;
  }
  public resetModuleVersionId() {
    this._moduleVersionId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get moduleVersionIdInput() {
    return this._moduleVersionId;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // operations - computed: true, optional: true, required: false
  private _operations?: boolean | cdktf.IResolvable;
  public get operations() {
    return this.getBooleanAttribute('operations');
  }
  public set operations(value: boolean | cdktf.IResolvable) {
    this._operations = value;
  }
  public resetOperations() {
    this._operations = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get operationsInput() {
    return this._operations;
  }

  // remote_backend - computed: true, optional: true, required: false
  private _remoteBackend?: boolean | cdktf.IResolvable;
  public get remoteBackend() {
    return this.getBooleanAttribute('remote_backend');
  }
  public set remoteBackend(value: boolean | cdktf.IResolvable) {
    this._remoteBackend = value;
  }
  public resetRemoteBackend() {
    this._remoteBackend = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get remoteBackendInput() {
    return this._remoteBackend;
  }

  // remote_state_consumers - computed: true, optional: true, required: false
  private _remoteStateConsumers?: string[];
  public get remoteStateConsumers() {
    return cdktf.Fn.tolist(this.getListAttribute('remote_state_consumers'));
  }
  public set remoteStateConsumers(value: string[]) {
    this._remoteStateConsumers = value;
  }
  public resetRemoteStateConsumers() {
    this._remoteStateConsumers = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get remoteStateConsumersInput() {
    return this._remoteStateConsumers;
  }

  // run_operation_timeout - computed: false, optional: true, required: false
  private _runOperationTimeout?: number;
  public get runOperationTimeout() {
    return this.getNumberAttribute('run_operation_timeout');
  }
  public set runOperationTimeout(value: number) {
    this._runOperationTimeout = value;
  }
  public resetRunOperationTimeout() {
    this._runOperationTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runOperationTimeoutInput() {
    return this._runOperationTimeout;
  }

  // ssh_key_id - computed: false, optional: true, required: false
  private _sshKeyId?: string;
  public get sshKeyId() {
    return this.getStringAttribute('ssh_key_id');
  }
  public set sshKeyId(value: string) {
    this._sshKeyId = value;
  }
  public resetSshKeyId() {
    this._sshKeyId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sshKeyIdInput() {
    return this._sshKeyId;
  }

  // tag_ids - computed: true, optional: true, required: false
  private _tagIds?: string[];
  public get tagIds() {
    return cdktf.Fn.tolist(this.getListAttribute('tag_ids'));
  }
  public set tagIds(value: string[]) {
    this._tagIds = value;
  }
  public resetTagIds() {
    this._tagIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagIdsInput() {
    return this._tagIds;
  }

  // terraform_version - computed: true, optional: true, required: false
  private _terraformVersion?: string;
  public get terraformVersion() {
    return this.getStringAttribute('terraform_version');
  }
  public set terraformVersion(value: string) {
    this._terraformVersion = value;
  }
  public resetTerraformVersion() {
    this._terraformVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get terraformVersionInput() {
    return this._terraformVersion;
  }

  // type - computed: true, optional: true, required: false
  private _type?: string;
  public get type() {
    return this.getStringAttribute('type');
  }
  public set type(value: string) {
    this._type = value;
  }
  public resetType() {
    this._type = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get typeInput() {
    return this._type;
  }

  // var_files - computed: true, optional: true, required: false
  private _varFiles?: string[];
  public get varFiles() {
    return this.getListAttribute('var_files');
  }
  public set varFiles(value: string[]) {
    this._varFiles = value;
  }
  public resetVarFiles() {
    this._varFiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get varFilesInput() {
    return this._varFiles;
  }

  // vcs_provider_id - computed: false, optional: true, required: false
  private _vcsProviderId?: string;
  public get vcsProviderId() {
    return this.getStringAttribute('vcs_provider_id');
  }
  public set vcsProviderId(value: string) {
    this._vcsProviderId = value;
  }
  public resetVcsProviderId() {
    this._vcsProviderId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsProviderIdInput() {
    return this._vcsProviderId;
  }

  // working_directory - computed: true, optional: true, required: false
  private _workingDirectory?: string;
  public get workingDirectory() {
    return this.getStringAttribute('working_directory');
  }
  public set workingDirectory(value: string) {
    this._workingDirectory = value;
  }
  public resetWorkingDirectory() {
    this._workingDirectory = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workingDirectoryInput() {
    return this._workingDirectory;
  }

  // hooks - computed: false, optional: true, required: false
  private _hooks = new WorkspaceHooksList(this, "hooks", false);
  public get hooks() {
    return this._hooks;
  }
  public putHooks(value: WorkspaceHooks[] | cdktf.IResolvable) {
    this._hooks.internalValue = value;
  }
  public resetHooks() {
    this._hooks.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hooksInput() {
    return this._hooks.internalValue;
  }

  // provider_configuration - computed: false, optional: true, required: false
  private _providerConfiguration = new WorkspaceProviderConfigurationList(this, "provider_configuration", true);
  public get providerConfiguration() {
    return this._providerConfiguration;
  }
  public putProviderConfiguration(value: WorkspaceProviderConfiguration[] | cdktf.IResolvable) {
    this._providerConfiguration.internalValue = value;
  }
  public resetProviderConfiguration() {
    this._providerConfiguration.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get providerConfigurationInput() {
    return this._providerConfiguration.internalValue;
  }

  // terragrunt - computed: false, optional: true, required: false
  private _terragrunt = new WorkspaceTerragruntList(this, "terragrunt", false);
  public get terragrunt() {
    return this._terragrunt;
  }
  public putTerragrunt(value: WorkspaceTerragrunt[] | cdktf.IResolvable) {
    this._terragrunt.internalValue = value;
  }
  public resetTerragrunt() {
    this._terragrunt.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get terragruntInput() {
    return this._terragrunt.internalValue;
  }

  // vcs_repo - computed: false, optional: true, required: false
  private _vcsRepo = new WorkspaceVcsRepoList(this, "vcs_repo", false);
  public get vcsRepo() {
    return this._vcsRepo;
  }
  public putVcsRepo(value: WorkspaceVcsRepo[] | cdktf.IResolvable) {
    this._vcsRepo.internalValue = value;
  }
  public resetVcsRepo() {
    this._vcsRepo.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsRepoInput() {
    return this._vcsRepo.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      agent_pool_id: cdktf.stringToTerraform(this._agentPoolId),
      auto_apply: cdktf.booleanToTerraform(this._autoApply),
      auto_queue_runs: cdktf.stringToTerraform(this._autoQueueRuns),
      deletion_protection_enabled: cdktf.booleanToTerraform(this._deletionProtectionEnabled),
      environment_id: cdktf.stringToTerraform(this._environmentId),
      execution_mode: cdktf.stringToTerraform(this._executionMode),
      force_latest_run: cdktf.booleanToTerraform(this._forceLatestRun),
      iac_platform: cdktf.stringToTerraform(this._iacPlatform),
      module_version_id: cdktf.stringToTerraform(this._moduleVersionId),
      name: cdktf.stringToTerraform(this._name),
      operations: cdktf.booleanToTerraform(this._operations),
      remote_backend: cdktf.booleanToTerraform(this._remoteBackend),
      remote_state_consumers: cdktf.listMapper(cdktf.stringToTerraform, false)(this._remoteStateConsumers),
      run_operation_timeout: cdktf.numberToTerraform(this._runOperationTimeout),
      ssh_key_id: cdktf.stringToTerraform(this._sshKeyId),
      tag_ids: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tagIds),
      terraform_version: cdktf.stringToTerraform(this._terraformVersion),
      type: cdktf.stringToTerraform(this._type),
      var_files: cdktf.listMapper(cdktf.stringToTerraform, false)(this._varFiles),
      vcs_provider_id: cdktf.stringToTerraform(this._vcsProviderId),
      working_directory: cdktf.stringToTerraform(this._workingDirectory),
      hooks: cdktf.listMapper(workspaceHooksToTerraform, true)(this._hooks.internalValue),
      provider_configuration: cdktf.listMapper(workspaceProviderConfigurationToTerraform, true)(this._providerConfiguration.internalValue),
      terragrunt: cdktf.listMapper(workspaceTerragruntToTerraform, true)(this._terragrunt.internalValue),
      vcs_repo: cdktf.listMapper(workspaceVcsRepoToTerraform, true)(this._vcsRepo.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      agent_pool_id: {
        value: cdktf.stringToHclTerraform(this._agentPoolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      auto_apply: {
        value: cdktf.booleanToHclTerraform(this._autoApply),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      auto_queue_runs: {
        value: cdktf.stringToHclTerraform(this._autoQueueRuns),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      deletion_protection_enabled: {
        value: cdktf.booleanToHclTerraform(this._deletionProtectionEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      environment_id: {
        value: cdktf.stringToHclTerraform(this._environmentId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      execution_mode: {
        value: cdktf.stringToHclTerraform(this._executionMode),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      force_latest_run: {
        value: cdktf.booleanToHclTerraform(this._forceLatestRun),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      iac_platform: {
        value: cdktf.stringToHclTerraform(this._iacPlatform),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      module_version_id: {
        value: cdktf.stringToHclTerraform(this._moduleVersionId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      operations: {
        value: cdktf.booleanToHclTerraform(this._operations),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      remote_backend: {
        value: cdktf.booleanToHclTerraform(this._remoteBackend),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      remote_state_consumers: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._remoteStateConsumers),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      run_operation_timeout: {
        value: cdktf.numberToHclTerraform(this._runOperationTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      ssh_key_id: {
        value: cdktf.stringToHclTerraform(this._sshKeyId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tag_ids: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._tagIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      terraform_version: {
        value: cdktf.stringToHclTerraform(this._terraformVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      type: {
        value: cdktf.stringToHclTerraform(this._type),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      var_files: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._varFiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      vcs_provider_id: {
        value: cdktf.stringToHclTerraform(this._vcsProviderId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      working_directory: {
        value: cdktf.stringToHclTerraform(this._workingDirectory),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      hooks: {
        value: cdktf.listMapperHcl(workspaceHooksToHclTerraform, true)(this._hooks.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "WorkspaceHooksList",
      },
      provider_configuration: {
        value: cdktf.listMapperHcl(workspaceProviderConfigurationToHclTerraform, true)(this._providerConfiguration.internalValue),
        isBlock: true,
        type: "set",
        storageClassType: "WorkspaceProviderConfigurationList",
      },
      terragrunt: {
        value: cdktf.listMapperHcl(workspaceTerragruntToHclTerraform, true)(this._terragrunt.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "WorkspaceTerragruntList",
      },
      vcs_repo: {
        value: cdktf.listMapperHcl(workspaceVcsRepoToHclTerraform, true)(this._vcsRepo.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "WorkspaceVcsRepoList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}

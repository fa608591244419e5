// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface PolicyGroupConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the account. Default: the account of the token.
  */
  readonly accountId?: string;
  /**
  * Folder with functions that the policies share.
  */
  readonly commonFunctionsFolder?: string;
  /**
  * Ids of the environments whose runs are checked. To add a single one, use scalr_policy_group_linkage.
  */
  readonly environments?: string[];
  /**
  * Name of the policy group.
  */
  readonly name: string;
  /**
  * Version of the Open Policy Agent.
  */
  readonly opaVersion?: string;
  /**
  * Id of the VCS provider of the repository.
  */
  readonly vcsProviderId: string;
  /**
  * vcs_repo block
  */
  readonly vcsRepo: PolicyGroupVcsRepo;
}
export interface PolicyGroupPolicies {
}

export function policyGroupPoliciesToTerraform(struct?: PolicyGroupPolicies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function policyGroupPoliciesToHclTerraform(struct?: PolicyGroupPolicies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class PolicyGroupPoliciesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): PolicyGroupPolicies | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PolicyGroupPolicies | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }

  // enforced_level - computed: true, optional: false, required: false
  public get enforcedLevel() {
    return this.getStringAttribute('enforced_level');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }
}

export class PolicyGroupPoliciesList extends cdktf.ComplexList {

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
  public get(index: number): PolicyGroupPoliciesOutputReference {
    return new PolicyGroupPoliciesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface PolicyGroupVcsRepo {
  /**
  * Branch. Default: the repository's own.
  */
  readonly branch?: string;
  /**
  * Owner and name of the repository.
  */
  readonly identifier: string;
  /**
  * Folder in the repository.
  */
  readonly path?: string;
}

export function policyGroupVcsRepoToTerraform(struct?: PolicyGroupVcsRepoOutputReference | PolicyGroupVcsRepo): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    branch: cdktf.stringToTerraform(struct!.branch),
    identifier: cdktf.stringToTerraform(struct!.identifier),
    path: cdktf.stringToTerraform(struct!.path),
  }
}


export function policyGroupVcsRepoToHclTerraform(struct?: PolicyGroupVcsRepoOutputReference | PolicyGroupVcsRepo): any {
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
    identifier: {
      value: cdktf.stringToHclTerraform(struct!.identifier),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PolicyGroupVcsRepoOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): PolicyGroupVcsRepo | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._branch !== undefined) {
      hasAnyValues = true;
      internalValueResult.branch = this._branch;
    }
    if (this._identifier !== undefined) {
      hasAnyValues = true;
      internalValueResult.identifier = this._identifier;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PolicyGroupVcsRepo | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._branch = undefined;
      this._identifier = undefined;
      this._path = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._branch = value.branch;
      this._identifier = value.identifier;
      this._path = value.path;
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
}

/**
* Represents a scalr_policy_group
*/
export class PolicyGroup extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_policy_group";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a PolicyGroup resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the PolicyGroup to import
  * @param importFromId The id of the existing PolicyGroup that should be imported.
  * @param provider? Optional instance of the provider where the PolicyGroup to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_policy_group", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_policy_group Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options PolicyGroupConfig
  */
  public constructor(scope: Construct, id: string, config: PolicyGroupConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_policy_group',
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
    this._accountId = config.accountId;
    this._commonFunctionsFolder = config.commonFunctionsFolder;
    this._environments = config.environments;
    this._name = config.name;
    this._opaVersion = config.opaVersion;
    this._vcsProviderId = config.vcsProviderId;
    this._vcsRepo.internalValue = config.vcsRepo;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // account_id - computed: true, optional: true, required: false
  private _accountId?: string;
  public get accountId() {
    return this.getStringAttribute('account_id');
  }
  public set accountId(value: string) {
    this._accountId = value;
  }
  public resetAccountId() {
    this._accountId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accountIdInput() {
    return this._accountId;
  }

  // common_functions_folder - computed: true, optional: true, required: false
  private _commonFunctionsFolder?: string;
  public get commonFunctionsFolder() {
    return this.getStringAttribute('common_functions_folder');
  }
  public set commonFunctionsFolder(value: string) {
    this._commonFunctionsFolder = value;
  }
  public resetCommonFunctionsFolder() {
    this._commonFunctionsFolder = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get commonFunctionsFolderInput() {
    return this._commonFunctionsFolder;
  }

  // environments - computed: true, optional: true, required: false
  private _environments?: string[];
  public get environments() {
    return cdktf.Fn.tolist(this.getListAttribute('environments'));
  }
  public set environments(value: string[]) {
    this._environments = value;
  }
  public resetEnvironments() {
    this._environments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentsInput() {
    return this._environments;
  }

  // error_message - computed: true, optional: false, required: false
  public get errorMessage() {
    return this.getStringAttribute('error_message');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
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

  // opa_version - computed: true, optional: true, required: false
  private _opaVersion?: string;
  public get opaVersion() {
    return this.getStringAttribute('opa_version');
  }
  public set opaVersion(value: string) {
    this._opaVersion = value;
  }
  public resetOpaVersion() {
    this._opaVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get opaVersionInput() {
    return this._opaVersion;
  }

  // policies - computed: true, optional: false, required: false
  private _policies = new PolicyGroupPoliciesList(this, "policies", false);
  public get policies() {
    return this._policies;
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // vcs_provider_id - computed: false, optional: false, required: true
  private _vcsProviderId?: string;
  public get vcsProviderId() {
    return this.getStringAttribute('vcs_provider_id');
  }
  public set vcsProviderId(value: string) {
    this._vcsProviderId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsProviderIdInput() {
    return this._vcsProviderId;
  }

  // vcs_repo - computed: false, optional: false, required: true
  private _vcsRepo = new PolicyGroupVcsRepoOutputReference(this, "vcs_repo");
  public get vcsRepo() {
    return this._vcsRepo;
  }
  public putVcsRepo(value: PolicyGroupVcsRepo) {
    this._vcsRepo.internalValue = value;
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
      account_id: cdktf.stringToTerraform(this._accountId),
      common_functions_folder: cdktf.stringToTerraform(this._commonFunctionsFolder),
      environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._environments),
      name: cdktf.stringToTerraform(this._name),
      opa_version: cdktf.stringToTerraform(this._opaVersion),
      vcs_provider_id: cdktf.stringToTerraform(this._vcsProviderId),
      vcs_repo: policyGroupVcsRepoToTerraform(this._vcsRepo.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      account_id: {
        value: cdktf.stringToHclTerraform(this._accountId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      common_functions_folder: {
        value: cdktf.stringToHclTerraform(this._commonFunctionsFolder),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._environments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      opa_version: {
        value: cdktf.stringToHclTerraform(this._opaVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_provider_id: {
        value: cdktf.stringToHclTerraform(this._vcsProviderId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_repo: {
        value: policyGroupVcsRepoToHclTerraform(this._vcsRepo.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "PolicyGroupVcsRepoList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}

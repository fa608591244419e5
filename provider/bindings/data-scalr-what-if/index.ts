// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataScalrWhatIfConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the pool that would be the account's default; "" for none.
  */
  readonly accountDefault?: string;
  /**
  * Ids of environments that would be deleted, with their workspaces.
  */
  readonly deletedEnvironments?: string[];
  /**
  * Ids of pools that would be deleted.
  */
  readonly deletedPools?: string[];
  /**
  * Ids of pools that would be defaults, by the ids of their environments; "" for none.
  */
  readonly environmentDefaults?: { [key: string]: string };
  /**
  * Ids of the environments that alone could use a pool, by its id; ["*"] for all.
  */
  readonly poolEnvironments?: { [key: string]: string[] } | cdktf.IResolvable;
  /**
  * Ids of pools that would be linked, by the ids of their workspaces; "" for none.
  */
  readonly workspacePools?: { [key: string]: string };
}
export interface DataScalrWhatIfMoves {
}

export function dataScalrWhatIfMovesToTerraform(struct?: DataScalrWhatIfMoves): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScalrWhatIfMovesToHclTerraform(struct?: DataScalrWhatIfMoves): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScalrWhatIfMovesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataScalrWhatIfMoves | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScalrWhatIfMoves | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // from - computed: true, optional: false, required: false
  public get from() {
    return this.getStringAttribute('from');
  }

  // reason - computed: true, optional: false, required: false
  public get reason() {
    return this.getStringAttribute('reason');
  }

  // to - computed: true, optional: false, required: false
  public get to() {
    return this.getStringAttribute('to');
  }

  // workspace - computed: true, optional: false, required: false
  public get workspace() {
    return this.getStringAttribute('workspace');
  }

  // workspace_id - computed: true, optional: false, required: false
  public get workspaceId() {
    return this.getStringAttribute('workspace_id');
  }
}

export class DataScalrWhatIfMovesList extends cdktf.ComplexList {

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
  public get(index: number): DataScalrWhatIfMovesOutputReference {
    return new DataScalrWhatIfMovesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataScalrWhatIfRefused {
}

export function dataScalrWhatIfRefusedToTerraform(struct?: DataScalrWhatIfRefused): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScalrWhatIfRefusedToHclTerraform(struct?: DataScalrWhatIfRefused): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScalrWhatIfRefusedOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataScalrWhatIfRefused | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScalrWhatIfRefused | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // change - computed: true, optional: false, required: false
  public get change() {
    return this.getStringAttribute('change');
  }

  // message - computed: true, optional: false, required: false
  public get message() {
    return this.getStringAttribute('message');
  }
}

export class DataScalrWhatIfRefusedList extends cdktf.ComplexList {

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
  public get(index: number): DataScalrWhatIfRefusedOutputReference {
    return new DataScalrWhatIfRefusedOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_what_if
*/
export class DataScalrWhatIf extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_what_if";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataScalrWhatIf resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataScalrWhatIf to import
  * @param importFromId The id of the existing DataScalrWhatIf that should be imported.
  * @param provider? Optional instance of the provider where the DataScalrWhatIf to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_what_if", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_what_if Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataScalrWhatIfConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataScalrWhatIfConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scalr_what_if',
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
    this._accountDefault = config.accountDefault;
    this._deletedEnvironments = config.deletedEnvironments;
    this._deletedPools = config.deletedPools;
    this._environmentDefaults = config.environmentDefaults;
    this._poolEnvironments = config.poolEnvironments;
    this._workspacePools = config.workspacePools;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // account_default - computed: false, optional: true, required: false
  private _accountDefault?: string;
  public get accountDefault() {
    return this.getStringAttribute('account_default');
  }
  public set accountDefault(value: string) {
    this._accountDefault = value;
  }
  public resetAccountDefault() {
    this._accountDefault = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accountDefaultInput() {
    return this._accountDefault;
  }

  // deleted - computed: true, optional: false, required: false
  public get deleted() {
    return this.getListAttribute('deleted');
  }

  // deleted_environments - computed: false, optional: true, required: false
  private _deletedEnvironments?: string[];
  public get deletedEnvironments() {
    return cdktf.Fn.tolist(this.getListAttribute('deleted_environments'));
  }
  public set deletedEnvironments(value: string[]) {
    this._deletedEnvironments = value;
  }
  public resetDeletedEnvironments() {
    this._deletedEnvironments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deletedEnvironmentsInput() {
    return this._deletedEnvironments;
  }

  // deleted_pools - computed: false, optional: true, required: false
  private _deletedPools?: string[];
  public get deletedPools() {
    return cdktf.Fn.tolist(this.getListAttribute('deleted_pools'));
  }
  public set deletedPools(value: string[]) {
    this._deletedPools = value;
  }
  public resetDeletedPools() {
    this._deletedPools = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deletedPoolsInput() {
    return this._deletedPools;
  }

  // environment_defaults - computed: false, optional: true, required: false
  private _environmentDefaults?: { [key: string]: string };
  public get environmentDefaults() {
    return this.getStringMapAttribute('environment_defaults');
  }
  public set environmentDefaults(value: { [key: string]: string }) {
    this._environmentDefaults = value;
  }
  public resetEnvironmentDefaults() {
    this._environmentDefaults = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentDefaultsInput() {
    return this._environmentDefaults;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // moves - computed: true, optional: false, required: false
  private _moves = new DataScalrWhatIfMovesList(this, "moves", false);
  public get moves() {
    return this._moves;
  }

  // pool_environments - computed: false, optional: true, required: false
  private _poolEnvironments?: { [key: string]: string[] } | cdktf.IResolvable;
  public get poolEnvironments() {
    return this.interpolationForAttribute('pool_environments');
  }
  public set poolEnvironments(value: { [key: string]: string[] } | cdktf.IResolvable) {
    this._poolEnvironments = value;
  }
  public resetPoolEnvironments() {
    this._poolEnvironments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get poolEnvironmentsInput() {
    return this._poolEnvironments;
  }

  // refused - computed: true, optional: false, required: false
  private _refused = new DataScalrWhatIfRefusedList(this, "refused", false);
  public get refused() {
    return this._refused;
  }

  // workspace_pools - computed: false, optional: true, required: false
  private _workspacePools?: { [key: string]: string };
  public get workspacePools() {
    return this.getStringMapAttribute('workspace_pools');
  }
  public set workspacePools(value: { [key: string]: string }) {
    this._workspacePools = value;
  }
  public resetWorkspacePools() {
    this._workspacePools = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workspacePoolsInput() {
    return this._workspacePools;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      account_default: cdktf.stringToTerraform(this._accountDefault),
      deleted_environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._deletedEnvironments),
      deleted_pools: cdktf.listMapper(cdktf.stringToTerraform, false)(this._deletedPools),
      environment_defaults: cdktf.hashMapper(cdktf.stringToTerraform)(this._environmentDefaults),
      pool_environments: cdktf.hashMapper(cdktf.listMapper(cdktf.stringToTerraform, false))(this._poolEnvironments),
      workspace_pools: cdktf.hashMapper(cdktf.stringToTerraform)(this._workspacePools),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      account_default: {
        value: cdktf.stringToHclTerraform(this._accountDefault),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      deleted_environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._deletedEnvironments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      deleted_pools: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._deletedPools),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      environment_defaults: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._environmentDefaults),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      pool_environments: {
        value: cdktf.hashMapperHcl(cdktf.listMapperHcl(cdktf.stringToHclTerraform, false))(this._poolEnvironments),
        isBlock: false,
        type: "map",
        storageClassType: "stringListMap",
      },
      workspace_pools: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._workspacePools),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}

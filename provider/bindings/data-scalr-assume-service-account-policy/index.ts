// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataScalrAssumeServiceAccountPolicyConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the object.
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * Name of the policy.
  */
  readonly name?: string;
  /**
  * Id of the workload identity provider.
  */
  readonly providerId?: string;
  /**
  * Id of the service account.
  */
  readonly serviceAccountId: string;
  /**
  * claim_conditions block
  */
  readonly claimConditions?: DataScalrAssumeServiceAccountPolicyClaimConditions[] | cdktf.IResolvable;
}
export interface DataScalrAssumeServiceAccountPolicyClaimConditions {
}

export function dataScalrAssumeServiceAccountPolicyClaimConditionsToTerraform(struct?: DataScalrAssumeServiceAccountPolicyClaimConditions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScalrAssumeServiceAccountPolicyClaimConditionsToHclTerraform(struct?: DataScalrAssumeServiceAccountPolicyClaimConditions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScalrAssumeServiceAccountPolicyClaimConditionsOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataScalrAssumeServiceAccountPolicyClaimConditions | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScalrAssumeServiceAccountPolicyClaimConditions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
    }
  }

  // claim - computed: true, optional: false, required: false
  public get claim() {
    return this.getStringAttribute('claim');
  }

  // operator - computed: true, optional: false, required: false
  public get operator() {
    return this.getStringAttribute('operator');
  }

  // value - computed: true, optional: false, required: false
  public get value() {
    return this.getStringAttribute('value');
  }
}

export class DataScalrAssumeServiceAccountPolicyClaimConditionsList extends cdktf.ComplexList {
  public internalValue? : DataScalrAssumeServiceAccountPolicyClaimConditions[] | cdktf.IResolvable

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
  public get(index: number): DataScalrAssumeServiceAccountPolicyClaimConditionsOutputReference {
    return new DataScalrAssumeServiceAccountPolicyClaimConditionsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_assume_service_account_policy
*/
export class DataScalrAssumeServiceAccountPolicy extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_assume_service_account_policy";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataScalrAssumeServiceAccountPolicy resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataScalrAssumeServiceAccountPolicy to import
  * @param importFromId The id of the existing DataScalrAssumeServiceAccountPolicy that should be imported.
  * @param provider? Optional instance of the provider where the DataScalrAssumeServiceAccountPolicy to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_assume_service_account_policy", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_assume_service_account_policy Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataScalrAssumeServiceAccountPolicyConfig
  */
  public constructor(scope: Construct, id: string, config: DataScalrAssumeServiceAccountPolicyConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_assume_service_account_policy',
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
    this._id = config.id;
    this._name = config.name;
    this._providerId = config.providerId;
    this._serviceAccountId = config.serviceAccountId;
    this._claimConditions.internalValue = config.claimConditions;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // created_at - computed: true, optional: false, required: false
  public get createdAt() {
    return this.getStringAttribute('created_at');
  }

  // created_by_email - computed: true, optional: false, required: false
  public get createdByEmail() {
    return this.getStringAttribute('created_by_email');
  }

  // id - computed: true, optional: true, required: false
  private _id?: string;
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  public resetId() {
    this._id = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // maximum_session_duration - computed: true, optional: false, required: false
  public get maximumSessionDuration() {
    return this.getNumberAttribute('maximum_session_duration');
  }

  // name - computed: true, optional: true, required: false
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // provider_id - computed: true, optional: true, required: false
  private _providerId?: string;
  public get providerId() {
    return this.getStringAttribute('provider_id');
  }
  public set providerId(value: string) {
    this._providerId = value;
  }
  public resetProviderId() {
    this._providerId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get providerIdInput() {
    return this._providerId;
  }

  // service_account_id - computed: false, optional: false, required: true
  private _serviceAccountId?: string;
  public get serviceAccountId() {
    return this.getStringAttribute('service_account_id');
  }
  public set serviceAccountId(value: string) {
    this._serviceAccountId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get serviceAccountIdInput() {
    return this._serviceAccountId;
  }

  // claim_conditions - computed: false, optional: true, required: false
  private _claimConditions = new DataScalrAssumeServiceAccountPolicyClaimConditionsList(this, "claim_conditions", false);
  public get claimConditions() {
    return this._claimConditions;
  }
  public putClaimConditions(value: DataScalrAssumeServiceAccountPolicyClaimConditions[] | cdktf.IResolvable) {
    this._claimConditions.internalValue = value;
  }
  public resetClaimConditions() {
    this._claimConditions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimConditionsInput() {
    return this._claimConditions.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      id: cdktf.stringToTerraform(this._id),
      name: cdktf.stringToTerraform(this._name),
      provider_id: cdktf.stringToTerraform(this._providerId),
      service_account_id: cdktf.stringToTerraform(this._serviceAccountId),
      claim_conditions: cdktf.listMapper(dataScalrAssumeServiceAccountPolicyClaimConditionsToTerraform, true)(this._claimConditions.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      id: {
        value: cdktf.stringToHclTerraform(this._id),
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
      provider_id: {
        value: cdktf.stringToHclTerraform(this._providerId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      service_account_id: {
        value: cdktf.stringToHclTerraform(this._serviceAccountId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      claim_conditions: {
        value: cdktf.listMapperHcl(dataScalrAssumeServiceAccountPolicyClaimConditionsToHclTerraform, true)(this._claimConditions.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataScalrAssumeServiceAccountPolicyClaimConditionsList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}

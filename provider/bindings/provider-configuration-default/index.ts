// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface ProviderConfigurationDefaultConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the environment.
  */
  readonly environmentId: string;
  /**
  * Id of the provider configuration.
  */
  readonly providerConfigurationId: string;
}

/**
* Represents a scalr_provider_configuration_default
*/
export class ProviderConfigurationDefault extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_provider_configuration_default";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a ProviderConfigurationDefault resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ProviderConfigurationDefault to import
  * @param importFromId The id of the existing ProviderConfigurationDefault that should be imported.
  * @param provider? Optional instance of the provider where the ProviderConfigurationDefault to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_provider_configuration_default", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_provider_configuration_default Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ProviderConfigurationDefaultConfig
  */
  public constructor(scope: Construct, id: string, config: ProviderConfigurationDefaultConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_provider_configuration_default',
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
    this._environmentId = config.environmentId;
    this._providerConfigurationId = config.providerConfigurationId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // provider_configuration_id - computed: false, optional: false, required: true
  private _providerConfigurationId?: string;
  public get providerConfigurationId() {
    return this.getStringAttribute('provider_configuration_id');
  }
  public set providerConfigurationId(value: string) {
    this._providerConfigurationId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get providerConfigurationIdInput() {
    return this._providerConfigurationId;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      environment_id: cdktf.stringToTerraform(this._environmentId),
      provider_configuration_id: cdktf.stringToTerraform(this._providerConfigurationId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      environment_id: {
        value: cdktf.stringToHclTerraform(this._environmentId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      provider_configuration_id: {
        value: cdktf.stringToHclTerraform(this._providerConfigurationId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}

/** One line of an address form; names and limits are those of the answer's `values`. */
export type AddressField = {
  readonly name:
    | 'name'
    | 'phone_number'
    | 'in_pin_code'
    | 'sg_post_code'
    | 'house_number'
    | 'floor_number'
    | 'tower_number'
    | 'building_name'
    | 'unit_number'
    | 'address'
    | 'landmark_area'
    | 'city'
    | 'state';
  readonly required: boolean;
  readonly most: number;
};

const shared = (name: AddressField['name'], required = false, most = 120): AddressField => ({ name, required, most });

/**
 * The lines of a country's address form. WhatsApp has it in India and Singapore only. Meta, "Address messages", read
 * 2026-11-22; which lines must be filled is our reading of its pictures.
 */
export function addressFields(country: string): readonly AddressField[] {
  if (country === 'SG') {
    return [
      shared('name', true),
      shared('phone_number', true, 20),
      shared('sg_post_code', true, 6),
      shared('address', true, 500),
      shared('unit_number'),
      shared('city'),
    ];
  }
  return [
    shared('name', true),
    shared('phone_number', true, 20),
    shared('in_pin_code', true, 6),
    shared('house_number'),
    shared('floor_number'),
    shared('tower_number'),
    shared('building_name'),
    shared('address', true, 500),
    shared('landmark_area'),
    shared('city', true),
    shared('state', true),
  ];
}

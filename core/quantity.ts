/**
 * Numbers that carry their unit in the type, so that a dose cannot be passed where a volume is wanted.
 * Used for scalars that travel through function parameters; arrays and data files carry the unit in
 * their name (`doseGy`, `volumeCm3`).
 */
declare const unit: unique symbol;
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Gy = Quantity<'Gy'>;
export type Mm = Quantity<'mm'>;
export type Cm3 = Quantity<'cm3'>;
/** 0 to 100. */
export type Percent = Quantity<'%'>;

export const gy = (value: number): Gy => value as Gy;
export const mm = (value: number): Mm => value as Mm;
export const cm3 = (value: number): Cm3 => value as Cm3;
export const percent = (value: number): Percent => value as Percent;

/** 1 cm³ in mm³. */
export const MM3_PER_CM3 = 1000;

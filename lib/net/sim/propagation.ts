/** How long light needs between two places: what no router, cable or protocol can get below. */

/** Degrees; north and east are positive. */
export type Place = { readonly latitude: number; readonly longitude: number }

/** Mean radius of the earth, km (IUGG, R1). */
const EARTH_RADIUS_KM = 6371.0088
/** In a vacuum, km/s; exact by the definition of the metre. */
const LIGHT_KM_PER_SECOND = 299_792.458
/** Group index of common single-mode fibre at 1550 nm (Corning SMF-28 Ultra): light in it is so many times slower. */
const FIBRE_GROUP_INDEX = 1.4682

/** Of light in glass fibre, km/s. */
export const FIBRE_KM_PER_SECOND = LIGHT_KM_PER_SECOND / FIBRE_GROUP_INDEX

/** Length of the shortest way over the ground, a great circle, on a round earth: the haversine formula. Right to about 0.5 %. */
export function greatCircleKm(from: Place, to: Place): number {
  const latitudes = radians(to.latitude - from.latitude)
  const longitudes = radians(to.longitude - from.longitude)
  const half =
    Math.sin(latitudes / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitudes / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half))
}

/** Milliseconds, there and back, through `km` of fibre one way. */
export function fibreRoundTripMs(km: number): number {
  return ((2 * km) / FIBRE_KM_PER_SECOND) * 1000
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

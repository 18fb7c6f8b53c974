/** How long light needs between two places: what no router, cable or protocol can get below. */

/** Degrees; north and east are positive. */
export type Place = { readonly latitude: number; readonly longitude: number }

/** Mean radius of the earth, km (IUGG, R1). */
const EARTH_RADIUS_KM = 6371.0088
/** Of light in glass fibre, km/s: the round figure that people reckon with, two thirds of that in a vacuum. */
export const FIBRE_KM_PER_SECOND = 200_000

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

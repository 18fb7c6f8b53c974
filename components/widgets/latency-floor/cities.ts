import type { Place } from '@/lib/net/sim/propagation'

export type City = Place & { readonly name: string }

/** Coordinates from GeoNames (geonames.org, CC BY 4.0). */
export const cities: readonly City[] = [
  { name: 'Auckland', latitude: -36.84853, longitude: 174.76349 },
  { name: 'Cairo', latitude: 30.06263, longitude: 31.24967 },
  { name: 'Chicago', latitude: 41.85003, longitude: -87.65005 },
  { name: 'Dubai', latitude: 25.07725, longitude: 55.30927 },
  { name: 'Frankfurt', latitude: 50.11552, longitude: 8.68417 },
  { name: 'Johannesburg', latitude: -26.20227, longitude: 28.04363 },
  { name: 'Lagos', latitude: 6.45407, longitude: 3.39467 },
  { name: 'London', latitude: 51.50853, longitude: -0.12574 },
  { name: 'Madrid', latitude: 40.4165, longitude: -3.70256 },
  { name: 'Mumbai', latitude: 19.07283, longitude: 72.88261 },
  { name: 'Nairobi', latitude: -1.28333, longitude: 36.81667 },
  { name: 'New York', latitude: 40.71427, longitude: -74.00597 },
  { name: 'Paris', latitude: 48.85341, longitude: 2.3488 },
  { name: 'San Francisco', latitude: 37.77493, longitude: -122.41942 },
  { name: 'São Paulo', latitude: -23.5475, longitude: -46.63611 },
  { name: 'Seoul', latitude: 37.566, longitude: 126.9784 },
  { name: 'Singapore', latitude: 1.28967, longitude: 103.85007 },
  { name: 'Stockholm', latitude: 59.32938, longitude: 18.06871 },
  { name: 'Sydney', latitude: -33.86785, longitude: 151.20732 },
  { name: 'Tokyo', latitude: 35.6895, longitude: 139.69171 },
]

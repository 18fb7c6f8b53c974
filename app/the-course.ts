import { cache } from 'react'
import { course } from '@/content/course'
import { readCourse } from '@/lib/course/read-course'

/** The course with everything that is written of it; read once for each page. */
export const theCourse = cache(() => readCourse(course))

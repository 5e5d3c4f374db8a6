/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-distance.h"

#include <math.h>

double
ga_metres_between (gint64 latitude, gint64 longitude, gint64 latitude2, gint64 longitude2)
{
  double narrow = cos ((double) latitude / 1e6 * G_PI / 180);

  return hypot ((double) (latitude2 - latitude), (double) (longitude2 - longitude) * narrow) / 1e6 *
         GA_METRES_A_DEGREE;
}
